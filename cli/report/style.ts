/** The page's one style sheet: light and dark, screen and paper. Nothing is loaded from anywhere. */
export const style = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --ink: #1a2230; --soft: #5b6675; --line: #dfe4ea;
  --info: #7f9cc4; --warn: #d99a1c; --error: #c8372d; --good: #2c7a54; --band: #c8372d1f; --accent: #1f5fb0; --code: #f0f2f5 }
@media (prefers-color-scheme: dark) { :root { --page: #12161c; --card: #1a2029; --ink: #e6eaf0; --soft: #9aa6b5; --line: #2d3642;
  --info: #5f82b3; --warn: #e0ac45; --error: #f0695e; --good: #5fbf8f; --band: #f0695e2b; --accent: #7fb2f0; --code: #232b36 } }
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif }
main, header, footer { max-width: 1080px; margin: 0 auto; padding: 0 24px }
header { padding-top: 36px } h1 { font-size: 26px; line-height: 1.2; margin: 0 0 6px } h2 { font-size: 18px; margin: 0 0 4px }
p { margin: 0 0 10px } .soft { color: var(--soft) } .note { color: var(--soft); font-size: 13px; margin: 8px 0 0 }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 20px 22px; margin: 18px 0 }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin: 20px 0 0; padding: 0 }
.figures div { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 12px 16px }
.figures dt { color: var(--soft); font-size: 13px } .figures dd { margin: 0; font-size: 22px; font-weight: 650; font-variant-numeric: tabular-nums }
.figures small { display: block; font-size: 12px; font-weight: 400; color: var(--soft); line-height: 1.35 }
.pair { display: grid; align-items: start; grid-template-columns: repeat(auto-fit, minmax(380px, 1fr)); gap: 0 18px } .pair section { margin: 9px 0 }
.wide { overflow-x: auto } table { border-collapse: collapse; width: 100%; font-size: 14px; margin-top: 8px }
th { text-align: left; color: var(--soft); font-weight: 600; font-size: 12.5px; border-bottom: 1px solid var(--line); padding: 4px 14px 6px 0; white-space: nowrap; vertical-align: bottom }
td { border-bottom: 1px solid var(--line); padding: 7px 14px 7px 0; vertical-align: top } tr:last-child td { border-bottom: 0 }
th:last-child, td:last-child { padding-right: 0 } .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap } .time { white-space: nowrap; font-variant-numeric: tabular-nums }
td.bar { width: 34%; min-width: 90px } .bar i { display: block; height: 10px; margin-top: 6px; border-radius: 3px; background: var(--info); min-width: 2px } .bar i.error { background: var(--error) } .bar i.warn { background: var(--warn) }
code, .message { font: 12.5px/1.45 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace } code { background: var(--code); border-radius: 4px; padding: 1px 5px }
.message { overflow-wrap: anywhere; white-space: pre-wrap; display: block; unicode-bidi: isolate } .kind { font-weight: 600; overflow-wrap: anywhere } td .soft { font-size: 12.5px }
.name { overflow-wrap: anywhere; unicode-bidi: isolate }
.tag { display: inline-block; border-radius: 99px; padding: 1px 9px; font-size: 12px; font-weight: 600; border: 1px solid currentColor; white-space: nowrap } .firing { color: var(--error) } .resolved { color: var(--good) }
svg { display: block; width: 100%; height: auto; margin-top: 10px } svg text { font: 11px system-ui, sans-serif; fill: var(--soft) } .grid { stroke: var(--line) } .axis { stroke: var(--soft) }
.b-info { fill: var(--info) } .b-warn { fill: var(--warn) } .b-error { fill: var(--error) } .band { fill: var(--band) } svg .mark { fill: var(--error) } svg text.number { fill: var(--card); font-weight: 650 }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 8px 0 0; padding: 0; list-style: none; font-size: 13px; color: var(--soft) } .legend i { display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 6px; vertical-align: -1px }
.legend .l-info { background: var(--info) } .legend .l-warn { background: var(--warn) } .legend .l-error { background: var(--error) } .legend .l-band { background: linear-gradient(var(--error) 45%, var(--band) 45%) }
footer { color: var(--soft); font-size: 13px; padding-bottom: 40px }
@media screen and (max-width: 720px) { .wide svg { min-width: 640px } .long table { min-width: 720px } }
@media print { body { background: #fff; font-size: 12px } section, .figures div { break-inside: avoid; border-color: #ccc } section.long { break-inside: auto } tr { break-inside: avoid } main, header, footer { max-width: none; padding: 0 } }
`
