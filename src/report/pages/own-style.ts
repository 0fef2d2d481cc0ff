// How the pictures of a command's own page look, beside what all pages share.

export const ownStyle = `
.figures{--tone:var(--accent)}.figures td,.figures th{vertical-align:top}.figures th[scope=row]{font-weight:600;overflow-wrap:anywhere;min-width:9em}
.figures th[scope=row] small,.figures td small{display:block;font-weight:400}.figures code{background:var(--mark);color:var(--mark-ink);padding:1px 6px;border-radius:5px;overflow-wrap:anywhere}
.figures .chart{min-width:150px;width:22%}.figures .chart b{font-variant-numeric:tabular-nums}.figures .chart div+div{margin-top:8px}
.bar.interval{height:12px;border-radius:0;margin-top:4px}.bar .between{fill:var(--ink);opacity:.75}.bar .chance{fill:var(--high)}
.lead,h2{overflow-wrap:anywhere}
.own{margin-bottom:14px}.own .power{max-width:680px}
.curve .column{fill:var(--accent);opacity:.35}.curve .column.strong{opacity:1}
.curve .all{fill:var(--ink);opacity:.1}.curve .middle{fill:none;stroke:var(--faint);stroke-width:1.5;stroke-dasharray:4 3}
.figures .out th[scope=row]{box-shadow:inset 4px 0 var(--accent)}
`;
