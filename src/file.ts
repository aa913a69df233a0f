/** Networks, states and tensors as bytes and as JSON. Users import it as `spikefold/file`. */
export type { Plain } from './core/term.js';
export { assignmentIn } from './io/assignment-in.js';
export { describe, fromDescription, type DescriptionOptions } from './io/description/description.js';
export type { OpenOptions } from './io/file/container.js';
export { fromSafetensors, toSafetensors, type ReadSafetensors, type Safetensors } from './io/file/safetensors.js';
export { fromJson, toJson, type Json } from './io/json.js';
export { toCsv, type CsvOptions } from './io/csv.js';
export { toGdf, type GdfOptions } from './io/gdf.js';
export type { SonataOut } from './io/sonata/file.js';
export { toSonataReport, type ReportOptions } from './io/sonata/report.js';
export { toSonata, type ToSonataOptions } from './io/sonata/spikes.js';
export { fromTorch, type TorchFile } from './io/torch/torch.js';
export { load, loadState, type Loaded, type LoadedState, type LoadOptions } from './io/load.js';
export { save, saveState, type PlainRecord, type ReadOut, type SaveOptions } from './io/save.js';
export { fromNpy, toNpy } from './io/npy.js';
export { fromNpz, type Npz } from './io/npz.js';
export { restore, snapshot } from './io/snapshot.js';
export { transposed } from './io/transposed.js';
