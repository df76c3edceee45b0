/** How marks and card look. Logical properties throughout; colours for light, dark, and forced. */

export const STYLE = `
:host { color-scheme: light }
* { box-sizing: border-box; margin: 0 }
.layer, .card { position: fixed; padding: 0; border: 0; background: none; overflow: visible }
.layer { inset: 0; width: 100%; height: 100%; pointer-events: none; --note: #2c8c86; --pause: #d9822b }
.layer.dark { --note: #6fc7bc; --pause: #f0ab62 }
.mark { position: absolute; inset-block-start: 0; left: 0; height: 3px; border-radius: 2px; opacity: .8; animation: appear .25s ease-out }
.mark.pause { background: var(--pause) }
.mark.note { background: radial-gradient(circle at center, var(--note) 0 1.5px, transparent 1.9px) 0 0 / 6px 3px repeat-x }
.status { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

.card {
  --paper: #fffdf8; --ink: #203032; --soft: #54666a; --line: #e6dfd1; --tint: #f6efe2; --sand: #dca36b; --accent: #17666a; --on-accent: #fff; --press: #eee5d4;
  color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 18px;
  width: min(352px, calc(100vw - 16px)); inset: auto; padding: 10px 18px 10px;
  box-shadow: 0 1px 2px rgb(32 48 50 / .08), 0 12px 36px -8px rgb(32 48 50 / .28);
  font: 14.5px/1.5 system-ui, "Noto Sans", sans-serif;
  --serif: ui-serif, Georgia, "Noto Serif", serif;
  text-align: start; overflow-wrap: anywhere; -webkit-font-smoothing: antialiased
}
.card.dark {
  color-scheme: dark;
  --paper: #1c2628; --ink: #e9ece6; --soft: #a7b6b5; --line: #33403f; --tint: #253133; --sand: #e0ac78; --accent: #8ed2c6; --on-accent: #10282a; --press: #2d3a3b;
  box-shadow: 0 1px 2px rgb(0 0 0 / .4), 0 16px 40px -8px rgb(0 0 0 / .6)
}
.card:popover-open { display: flex; flex-direction: column }
.card > * { flex: none }
.card > .body { flex: 0 1 auto; min-height: 0; overflow: auto; overscroll-behavior: contain; scrollbar-width: thin; margin-inline: -18px; padding-inline: 18px; mask-image: linear-gradient(#000 calc(100% - 12px), transparent) }
.card.entering { animation: rise .22s cubic-bezier(.2, .7, .3, 1) }
.top { display: flex; align-items: center; gap: 8px; margin-block-end: 4px; margin-inline-end: -10px }
.top svg { flex: none; color: var(--accent) }
.name { flex: 1; color: var(--soft); font-size: 12.5px; letter-spacing: .01em }
.heading { margin: 0 0 10px; font-size: 16.5px; line-height: 1.35; font-weight: 620; letter-spacing: -.005em; text-wrap: balance }
.quote {
  margin: 0 0 10px; padding: 7px 12px; border-inline-start: 3px solid var(--sand); border-start-end-radius: 10px; border-end-end-radius: 10px;
  background: var(--tint); font: italic 15px/1.45 var(--serif)
}
q { quotes: none; font: italic 1.04em/1.4 var(--serif); color: var(--ink) }
.why q { padding: 1px 5px; border-radius: 6px; background: var(--tint); box-decoration-break: clone; -webkit-box-decoration-break: clone }
.why { margin: 0 0 10px; color: var(--soft); text-wrap: pretty }
.question { margin: 0 0 12px; font-weight: 560; text-wrap: pretty }
.again { margin: 2px 0 12px; padding: 9px 12px; border-radius: 10px; background: var(--tint); font-weight: 560 }
.ways { display: grid; grid-template-columns: repeat(4, 1fr); gap: 4px; margin-block-end: 10px }
.ways button { display: grid; justify-items: center; align-content: start; gap: 4px; padding: 8px 1px 7px; font-size: 12px; line-height: 1.25; text-align: center; border-color: transparent; background: var(--tint) }
.ways button:hover { background: var(--press) }
.ways button.first { background: var(--accent); font-weight: inherit }
.ways :not(.first) > svg { color: var(--accent) }
.steps { margin: 0 0 10px; padding-inline-start: 22px }
.steps li { margin-block-end: 5px }
.steps li:only-child { list-style: none; margin-inline-start: -22px }
.steps li::marker { color: var(--sand); font-weight: 620 }
.body .actions { margin: 0 -2px 14px; padding: 2px }
.offer {
  flex: 1 0 100%; text-align: start; padding: 11px 14px; border-inline-start: 3px solid var(--sand); background: var(--tint);
  font: 15px/1.45 var(--serif)
}
.lung { position: relative; height: 168px; display: grid; place-items: center }
.lung i { grid-area: 1 / 1; width: 132px; height: 132px; border-radius: 50%; background: var(--accent); opacity: .16; transform: scale(.42); animation: breath 10s ease-in-out both; forced-color-adjust: none }
.lung i + i { width: 104px; height: 104px; opacity: .24; animation-delay: .12s }
.lung i + i + i { width: 72px; height: 72px; opacity: .5; animation-delay: .24s }
.lung + .heading { text-align: center; margin-block-end: 16px }
.actions { display: flex; flex-wrap: wrap; gap: 6px }
button {
  font: inherit; font-size: 14px; line-height: 1.2; min-height: 40px; padding: 8px 12px; border-radius: 12px; border: 1px solid var(--line);
  background: transparent; color: var(--ink); cursor: pointer
}
button:hover { background: var(--press) }
button.first { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 560 }
button.first:hover { filter: brightness(1.08) }
button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.close { border: 0; min-width: 40px; padding: 0; display: grid; place-items: center; color: var(--soft); border-radius: 50% }
.who { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 8px; margin-block-start: 10px; padding-block-start: 8px; border-block-start: 1px solid var(--line) }
@media (max-height: 600px), (max-width: 380px) { .who { display: none } }
.who p { flex: 1 0 100%; color: var(--soft); font-size: 13px }
.end { display: flex; align-items: center; justify-content: space-between; gap: 8px; margin-block-start: 4px }
.reason { border: 0; min-height: 36px; margin-inline-start: -12px; color: var(--accent) }
.reason::after { content: ""; display: inline-block; width: 6px; height: 6px; margin-inline-start: 8px; border: solid; border-width: 0 1.6px 1.6px 0; transform: translateY(-2px) rotate(45deg) }
.reason[aria-expanded="true"]::after { transform: translateY(1px) rotate(225deg) }
.free { color: var(--soft); font-size: 12.5px }
.help { margin: 0 0 12px; padding: 10px 14px; border-radius: 12px; background: var(--tint) }
.help ul { list-style: none; margin: 0 0 6px; padding: 0; display: grid; gap: 6px }
.help .call { font-size: 16px; font-weight: 640 }
.help .elsewhere { color: var(--soft); font-size: 13px }
.help .countries:not([hidden]) { display: flex; flex-wrap: wrap; gap: 6px; margin-block-start: 6px }
.help .countries button { min-height: 34px; padding: 5px 10px; font-size: 13px; background: var(--paper) }
.help .countries button[aria-pressed="true"] { border-color: var(--accent) }
.more { border-block-start: 1px solid var(--line); margin-block: -2px 14px; padding-block-start: 2px; font-size: 13.5px }
.more h3 { margin: 10px 0 2px; font-size: 12.5px; font-weight: 620; color: var(--soft) }
.more cite { display: block; color: var(--soft); font-size: 12.5px }
[hidden], .again:empty, .who:empty, .actions:empty { display: none }
[data-words]::before { content: attr(data-words) }
[dir="auto"] { unicode-bidi: plaintext } /* generated content is not asked for its direction otherwise */

@keyframes appear { from { opacity: 0 } }
@keyframes rise { from { opacity: 0; transform: translateY(6px) } }
@keyframes breath { 40% { transform: scale(1.18) } }
@keyframes glow { 40% { opacity: .6 } }
@media (prefers-reduced-motion: reduce) { .mark, .card.entering { animation: none } .lung i { animation-name: glow; transform: none } }
@media (forced-colors: active) {
  .mark { height: 0; border-radius: 0; border-block-end: 3px solid CanvasText; background: none !important }
  .mark.note { border-block-end-style: dotted }
  .card, .card button { border: 1px solid CanvasText }
}
`;
