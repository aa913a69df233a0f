// Runs the worker for the page that holds this frame. The frame has an origin of its own and a policy that lets nothing out, and so has
// the worker, as it is made of a blob.
const programName = 'program.js';
let worker;

const started = (source) => {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  worker = new Worker(url);
  worker.addEventListener('message', ({ data }) => parent.postMessage(data, '*'));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    parent.postMessage({ id: -1, reply: { trouble: { message: event.message || 'the worker could not start' } } }, '*');
  });
};

// Where a program cannot be parsed, engines tell the line of a script, but not of an evaluated text.
const parsed = (id, code) => {
  const text = `async () => { ${code}\n};\npostMessage('parsed');`;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const checker = new Worker(url, { name: programName });
  const told = (line) => {
    checker.terminate();
    URL.revokeObjectURL(url);
    parent.postMessage({ id, reply: { result: line } }, '*');
  };
  checker.addEventListener('error', (event) => (event.preventDefault(), told(event.lineno)));
  checker.addEventListener('message', () => told());
  // A text that closes the function may do anything, also never end.
  setTimeout(told, 3000);
};

addEventListener('message', ({ data, source }) => {
  if (source !== parent) return;
  const { id, start, parse, stop, request } = data;
  if (stop || start) worker?.terminate();
  if (start) started(start);
  else if (parse !== undefined) parsed(id, parse);
  else if (request) worker?.postMessage({ id, request }, []);
});

parent.postMessage({ id: 0, reply: { result: 'ready' } }, '*');
