/** What only Node can do: networks and tensors in files. Users import it as `spikefold/node`. */
export { loadFile, loadStateFile, saveFile, saveStateFile } from './node/files.js';
export { folderSamples, type FolderOptions, type FolderSamples } from './node/folder.js';
export { loadTensors, type ReadTensors } from './node/tensors.js';
export { readWhole, writeWhole, type Path } from './node/whole-file.js';
