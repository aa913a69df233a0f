import { el, svg, type Drawing } from './svg.js';

/** Colours and letters of every drawing, in a light and a dark scheme. Line colours: Okabe & Ito, safe for colour-blind eyes. */
export const drawingStyle = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1d2129; --faint: #5c6470; --rule: #d9dde3; --a: #0072b2; --b: #c04a00; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #181b20; --ink: #e8eaed; --faint: #a2aab5; --rule: #363c46; --a: #56b4e9; --b: #f0a830; }
}
svg { font: 12px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
svg text { fill: var(--faint); }
svg .ink { fill: var(--ink); }
svg .middle { text-anchor: middle; }
svg .end { text-anchor: end; }
svg .rule { stroke: var(--rule); }
svg .chance { stroke: var(--faint); stroke-dasharray: 4 4; }
svg .a, svg .b { fill: none; stroke: var(--a); stroke-width: 2; }
svg .b { stroke: var(--b); }
svg .dot-a { fill: var(--a); }
svg .dot-b { fill: var(--b); }
svg .thin { stroke-width: 1.2; }
svg .frame { fill: none; stroke: var(--rule); }
svg .band-a, svg .band-b { fill: var(--a); opacity: 0.18; }
svg .band-b { fill: var(--b); }
svg .spikes { fill: none; stroke: var(--a); }
svg .spikes-b { stroke: var(--b); }
svg .paper { fill: var(--paper); }
`;

const margin = 10;

/** The drawing as a file of its own, with its style, on paper with a margin. */
export const svgFile = ({ width, height, label, body }: Drawing): string => {
  const sheet = { width: width + 2 * margin, height: height + 2 * margin };
  const before = el('style', {}, drawingStyle) + el('rect', { ...sheet, class: 'paper' });
  const placed = el('g', { transform: `translate(${margin} ${margin})` }, body);
  return svg({ ...sheet, label, body: placed }, sheet, before);
};
