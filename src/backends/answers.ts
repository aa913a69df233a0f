/**
 * Whether a WebGPU device still takes what it is told, once it has taken in all that it was told before. (Its promise `lost`
 * alone would tell later, and keep whatever asked it for as long as it lives.)
 */
export const answers = async (device: GPUDevice): Promise<boolean> => {
  const buffer = device.createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ });
  try {
    await buffer.mapAsync(GPUMapMode.READ);
    return true;
  } catch (error) {
    // Out of memory is something else.
    if (!(error instanceof DOMException) || error.name !== 'AbortError') return true;
    // Whoever listens knows by then.
    await device.lost;
    return false;
  } finally {
    buffer.destroy();
  }
};
