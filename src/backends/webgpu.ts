/**
 * Whether a WebGPU device still accepts commands, once it has done those given before. (Its promise `lost` would tell later, and
 * would keep alive whatever waits for it.)
 */
export const isAlive = async (device: GPUDevice): Promise<boolean> => {
  const buffer = device.createBuffer({ size: 4, usage: GPUBufferUsage.MAP_READ });
  try {
    await buffer.mapAsync(GPUMapMode.READ);
    return true;
  } catch (error) {
    // Any other error, such as a lack of memory, comes from a device that is there.
    if (!(error instanceof DOMException) || error.name !== 'AbortError') return true;
    // Those who listen for the loss have heard of it by then.
    await device.lost;
    return false;
  } finally {
    buffer.destroy();
  }
};
