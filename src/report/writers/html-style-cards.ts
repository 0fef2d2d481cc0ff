// How a finding's card looks: its severity, its rows side by side, what is marked and what cannot be seen.

export const cardStyle = `
summary{cursor:pointer;list-style:none}summary::-webkit-details-marker{display:none}
.more>summary,.detector>summary{color:var(--soft);font-size:14px;font-weight:600}
.detector>summary b{color:var(--ink)}.detector>summary small{font-weight:400}
.more>summary::before,.detector>summary::before{content:"";display:inline-block;width:6px;height:6px;border:solid currentColor;border-width:0 2px 2px 0;transform:rotate(-45deg);margin:0 10px 2px 2px;opacity:.7}
.more[open]>summary::before,.detector[open]>summary::before{transform:rotate(45deg)}
.more{margin-top:14px}.more>summary{padding:4px 0;margin-bottom:6px}

.finding{--tone:var(--note);--tint:var(--note-soft);background:var(--card);border:1px solid var(--line);border-radius:14px;margin-bottom:12px;box-shadow:var(--shadow);overflow:hidden;scroll-margin-top:12px}
.finding.high{--tone:var(--high);--tint:var(--high-soft)}.finding.medium{--tone:var(--medium);--tint:var(--medium-soft)}.finding.low{--tone:var(--low);--tint:var(--low-soft)}
.finding>summary{display:grid;grid-template-columns:auto minmax(0,1fr) auto auto;gap:14px;align-items:center;padding:15px 20px;border-left:5px solid var(--tone)}
.finding>summary::after{content:"";width:8px;height:8px;border:solid var(--faint);border-width:0 2px 2px 0;transform:rotate(45deg);margin:-4px 4px 0 0}
.finding[open]>summary::after{transform:rotate(225deg);margin-top:4px}
.finding>summary:hover{background:var(--sunk)}
.finding[open]>summary{border-bottom:1px solid var(--line)}
.pill{background:var(--tint);color:var(--tone);font-weight:700;font-size:12px;letter-spacing:.05em;text-transform:uppercase;padding:3px 10px;border-radius:99px}
h3{font-size:16.5px;line-height:1.35;letter-spacing:-.01em;overflow-wrap:anywhere;max-height:5.4em;overflow:hidden}
.size{color:var(--faint);font-size:14px;white-space:nowrap;font-variant-numeric:tabular-nums}.size b{color:var(--ink);font-size:16px}
.body{padding:18px 22px 18px 25px}
.claim{font-size:16px;max-width:80ch;overflow-wrap:anywhere}
.phrases{display:flex;flex-wrap:wrap;gap:6px;align-items:center;margin-top:10px;color:var(--faint);font-size:14px}
.phrases code{background:var(--mark);color:var(--mark-ink);padding:2px 8px;border-radius:6px;overflow-wrap:anywhere;max-height:5em;overflow:hidden;font-size:13.5px}
h4{font-size:12.5px;font-weight:600;color:var(--faint);letter-spacing:.02em;margin:20px 0 8px}

.example{display:grid;gap:12px;margin-bottom:12px}
.example.paired{grid-template-columns:repeat(2,minmax(0,1fr))}
.row{background:var(--sunk);border:1px solid var(--line);border-top:3px solid var(--line);border-radius:10px;overflow:hidden;display:flex;flex-direction:column}
.row.hit{border-top-color:var(--tone)}.row.like{border-top-color:var(--clean)}
.row header{display:flex;flex-direction:column;padding:8px 14px;font-size:13px}
.row.hit header strong{color:var(--tone)}.row.like header strong{color:var(--clean)}
.row header span{color:var(--faint);font:12px/1.6 var(--mono);overflow-wrap:anywhere;max-height:5em;overflow:hidden}
.side{padding:0 14px 12px}
.side+.side{border-top:1px dashed var(--line);padding-top:10px}
h5{font-size:11px;color:var(--faint);font-weight:700;letter-spacing:.05em;text-transform:uppercase;margin:0 0 3px;overflow-wrap:anywhere;max-height:4.6em;overflow:hidden}
h5 span{font:12px var(--mono);text-transform:none;letter-spacing:0;margin-left:4px}
.text+h5{margin-top:10px}
.text{font:13.5px/1.6 var(--mono);white-space:pre-wrap;overflow-wrap:anywhere;max-height:24em;overflow:hidden auto}
.hit .outcome .text{font-weight:600}
mark{background:var(--mark);color:var(--mark-ink);padding:1px 3px;border-radius:4px;box-decoration-break:clone;-webkit-box-decoration-break:clone}
.hit .outcome mark{background:var(--tint);color:var(--tone);box-shadow:inset 0 0 0 1px var(--tone)}
.unseen{font-style:normal;font-size:.82em;color:var(--medium);background:var(--medium-soft);border-radius:4px;padding:0 4px;margin:0 1px;white-space:nowrap}
.badge{background:var(--tone);color:var(--card);font:600 11.5px/1.5 system-ui,sans-serif;border-radius:99px;padding:1px 9px;margin:0 2px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
mark:has(>.badge:only-child){background:none;padding:0}
.cut{color:var(--faint);font-weight:400}

.columns{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:0 32px}
.columns>:only-child{grid-column:1/-1}
.body table th{font-weight:400;color:var(--soft);overflow-wrap:anywhere}
.evidence th,.evidence td,.sources th,.sources td{padding:6px 0}
.evidence td{text-align:right;white-space:nowrap;padding-left:12px;color:var(--faint);font-size:13px;font-variant-numeric:tabular-nums}.evidence td b{color:var(--ink);font-size:14px}
.evidence td{width:42%;white-space:normal;overflow-wrap:anywhere}
.sources .chart{width:32%;padding:11px 12px 6px}
.sources .number{color:var(--faint);font-size:13px}.sources .number b{color:var(--ink);font-size:14px}.sources small{display:block}
.origins{--tone:var(--accent)}.origins .chart{width:16%;padding-top:14px}.origins td small,.origins .number b{display:block}.origins th[scope]{font-weight:600;overflow-wrap:anywhere}
.bar{width:100%;height:8px;border-radius:4px;display:block;overflow:hidden}.bar .track{fill:var(--line)}.bar .fill{fill:var(--tone)}
.sure,.advice{display:flex;gap:12px;margin-top:14px;padding:11px 15px;border-radius:10px;background:var(--sunk);border:1px solid var(--line);overflow-wrap:anywhere}
.sure p,.advice p{min-width:0}
.advice{background:var(--tint);border-color:transparent;margin-top:8px}
.icon{font-weight:700;color:var(--tone);width:1.1em;text-align:center;flex:none}
.places{font:12.5px/1.7 var(--mono);color:var(--soft);overflow-wrap:anywhere;max-height:22em;overflow-y:auto}.places b{font-weight:600;margin-right:8px}.places .rest{font-family:system-ui,sans-serif}
.origin{color:var(--faint);font-size:12.5px;margin-top:14px;overflow-wrap:anywhere}

@media (max-width:760px){
.finding>summary{grid-template-columns:auto minmax(0,1fr) auto;gap:6px 10px;padding:13px 14px}
.finding>summary .size{grid-column:2;grid-row:1}
.finding>summary h3{grid-column:1/3;grid-row:2}
.finding>summary::after{grid-column:3;grid-row:1}
.body{padding:16px 14px}
.example.paired,.columns{grid-template-columns:minmax(0,1fr)}
.sources .chart{width:22%}

}
`;
