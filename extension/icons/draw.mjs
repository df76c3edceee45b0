/**
 * Draws Breather's mark: `node icons/draw.mjs` -> mark.svg and the PNG sizes.
 *
 * Two soft arcs on a calm ground. They are a pair of brackets, a pause sign, and a breath: in, out. The PNGs are
 * drawn here, point by point, so that the same numbers give the same bytes on every machine.
 */
import { deflateSync, crc32 as zlibCrc } from "node:zlib";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const TOP = [24, 104, 104];
const BOTTOM = [13, 62, 70];
const PAPER = [251, 247, 239];
const SAND = [244, 201, 160];
/** Arcs in a unit square: centre, radius, half opening in radians, direction, colour. */
const WIDTH = 0.098;
const ARCS = [
  { x: 0.735, y: 0.5, r: 0.4, half: 0.62, facing: Math.PI, colour: PAPER },
  { x: 0.265, y: 0.5, r: 0.4, half: 0.62, facing: 0, colour: SAND },
];
const CORNER = 0.5;

const mix = (a, b, t) => a.map((from, i) => from + (b[i] - from) * t);

/** Distance from a point to an arc's centre line. */
function toArc(px, py, { x, y, r, half, facing }) {
  let angle = Math.atan2(py - y, px - x) - facing;
  angle = Math.atan2(Math.sin(angle), Math.cos(angle));
  if (Math.abs(angle) <= half) return Math.abs(Math.hypot(px - x, py - y) - r);
  const end = facing + Math.sign(angle) * half;
  return Math.hypot(px - x - r * Math.cos(end), py - y - r * Math.sin(end));
}

/** Colour and cover of one point of the unit square. */
function sample(px, py, width) {
  const dx = Math.max(Math.abs(px - 0.5) - (0.5 - CORNER), 0);
  const dy = Math.max(Math.abs(py - 0.5) - (0.5 - CORNER), 0);
  if (Math.hypot(dx, dy) > CORNER) return null;
  const arc = ARCS.find((one) => toArc(px, py, one) <= width / 2);
  return arc ? arc.colour : mix(TOP, BOTTOM, py);
}

function pixels(size) {
  const width = size <= 16 ? WIDTH * 1.3 : size <= 32 ? WIDTH * 1.12 : WIDTH; // small sizes need a firmer line
  const grid = 8;
  const rows = [];
  for (let y = 0; y < size; y++) {
    const row = Buffer.alloc(1 + size * 4); // filter byte, then RGBA
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0];
      let covered = 0;
      for (let i = 0; i < grid * grid; i++) {
        const colour = sample((x + ((i % grid) + 0.5) / grid) / size, (y + (Math.floor(i / grid) + 0.5) / grid) / size, width);
        if (!colour) continue;
        covered += 1;
        colour.forEach((value, c) => (sum[c] += value));
      }
      if (covered === 0) continue;
      sum.forEach((value, c) => (row[1 + x * 4 + c] = Math.round(value / covered)));
      row[1 + x * 4 + 3] = Math.round((covered / (grid * grid)) * 255);
    }
    rows.push(row);
  }
  return Buffer.concat(rows);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(zlibCrc(body), body.length + 4);
  return out;
}

function png(size) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8); // 8 bits, RGBA
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(pixels(size), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const hex = (colour) => `#${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;

function svg() {
  const n = (value) => Number((value * 128).toFixed(2));
  const arcs = ARCS.map(({ x, y, r, half, facing, colour }) => {
    const at = (angle) => `${n(x + r * Math.cos(angle))} ${n(y + r * Math.sin(angle))}`;
    return `  <path d="M${at(facing - half)}A${n(r)} ${n(r)} 0 0 1 ${at(facing + half)}" stroke="${hex(colour)}"/>`;
  });
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" fill="none" stroke-linecap="round" stroke-width="' + n(WIDTH) + '">',
    `  <linearGradient id="g" x2="0" y2="1"><stop stop-color="${hex(TOP)}"/><stop offset="1" stop-color="${hex(BOTTOM)}"/></linearGradient>`,
    '  <circle cx="64" cy="64" r="64" fill="url(#g)"/>',
    ...arcs,
    "</svg>",
    "",
  ].join("\n");
}

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
writeFileSync(here("mark.svg"), svg());
for (const size of [16, 32, 48, 128]) writeFileSync(here(`${size}.png`), png(size));
