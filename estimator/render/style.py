"""How the page of an answer looks: on a desk and on a phone, light and dark, on a screen and on paper."""

STYLE = """
:root { color-scheme: light dark; --ink: #1d1c1d; --quiet: #5a5a60; --paper: #fff; --card: #f6f6f8; --rule: #d9d9de;
  --bar: #1264a3; --soft: #9cc3e3; --warn: #8a4b00; --link: #0b5a99 }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8ea; --quiet: #a6a6ae; --paper: #17181b; --card: #222428;
  --rule: #3a3d43; --bar: #6cb5f0; --soft: #2f5f87; --warn: #ffc46b; --link: #7cc0f8 } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 3rem; color: var(--ink); background: var(--paper);
  font: 1rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .3rem }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid var(--rule); padding-bottom: .25rem }
h3 { font-size: 1rem; margin: 1.5rem 0 .4rem }
a { color: var(--link) }
code { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .92em }
.quiet, .asked, footer { color: var(--quiet); font-size: .9rem }
.asked { margin: 0 } footer { margin-top: 2rem }
.warning { border-left: 4px solid var(--warn); padding: .4rem .8rem; background: var(--card) }
.glance { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .8rem; margin-top: 1.2rem }
.figure { background: var(--card); border-radius: .5rem; padding: .8rem 1rem }
.figure b { display: block; font-size: 1.9rem; line-height: 1.2 }
.figure p { margin: 0 }
svg { display: block; margin: .35rem 0 }
.range { fill: var(--soft) } .other { fill: var(--soft) } .used { fill: var(--bar) }
.axis { stroke: var(--rule); stroke-width: 2 } .value { stroke: var(--bar); stroke-width: 4 }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--rule);
  font-variant-numeric: tabular-nums }
th { font-weight: 600 } thead th { color: var(--quiet); font-size: .85rem }
.number { text-align: right }
.steps .number { font-weight: 600; padding-right: 0 }
.price { display: flex; justify-content: space-between; gap: 1rem; margin-top: .7rem }
.wide { overflow-x: auto; overflow-wrap: normal }
.folds { table-layout: fixed } .folds th:first-child { width: 24% } .folds .number { width: 22% }
.steps th:first-child { width: 18% }
.price b { white-space: nowrap }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1rem; margin: 1.2rem 0 }
dt { font-weight: 600 } dd { margin: 0 }
@media (max-width: 40rem) {
  h1 { font-size: 1.3rem } dl { grid-template-columns: 1fr } dd { margin-bottom: .4rem }
  .folds thead { position: absolute; left: -9999px }
  .folds tr { display: grid; grid-template-columns: 1fr auto; border-bottom: 1px solid var(--rule); padding: .4rem 0 }
  .folds tr th:first-child, .folds tr .number { width: auto } .folds .number { padding-left: .8rem }
  .folds th, .folds td { border: 0; padding: 0 } .folds .how { grid-column: 1 / -1; grid-row: 2 }
}
@media print {
  :root { color-scheme: light; --ink: #000; --quiet: #444; --paper: #fff; --card: #fff; --rule: #bbb; --bar: #1264a3;
    --soft: #9cc3e3; --warn: #8a4b00; --link: #000 }
  #Everything { break-before: page }
  body { max-width: none; padding: 0; font-size: 10pt } nav { display: none }
  .figure { border: 1px solid var(--rule) } h2, h3 { break-after: avoid }
  tr, .price, .figure, .chart { break-inside: avoid }
  svg * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
"""
