/** Colours from dark to light that everybody can tell apart: viridis (Smith & van der Walt 2015), at nine places. */
const stops = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
] as const;

/** 256 colours as words of a picture. */
export const ramp: Uint32Array = Uint32Array.from({ length: 256 }, (_, k) => {
  const at = (k / 255) * (stops.length - 1);
  const [from, part] = [Math.min(Math.floor(at), stops.length - 2), at - Math.min(Math.floor(at), stops.length - 2)];
  const [r, g, b] = stops[from]!.map((value, channel) =>
    Math.round(value + (stops[from + 1]![channel]! - value) * part),
  );
  return ((255 << 24) | (b! << 16) | (g! << 8) | r!) >>> 0;
});
