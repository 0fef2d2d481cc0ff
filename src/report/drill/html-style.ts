// How the heat map looks: an outcome is a colour and a number, so that nobody needs to tell colours apart.

export const drillStyle = `
.heat th[scope=row] a{display:block;font-weight:600;text-decoration:none}.heat th[scope=row] a:hover{text-decoration:underline}
.heat th[scope=row] small{font-weight:400}
.heat td{vertical-align:middle}
.cell{text-align:center;font-variant-numeric:tabular-nums;font-weight:600;min-width:64px;border-left:2px solid var(--card)}
.cell a{display:block;text-decoration:none;padding:4px}
.was-high{background:var(--clean-soft);color:var(--clean)}.was-medium{background:var(--low-soft);color:var(--low)}
.was-some{background:var(--medium-soft);color:var(--medium)}.was-none{background:var(--high-soft);color:var(--high)}
.cell.untried{color:var(--faint);font-weight:400}
.by{color:var(--soft);font-size:13px}
.key{margin-top:12px;color:var(--faint);font-size:13.5px}.key .cell{display:inline-block;padding:3px 10px;border-radius:6px;margin-right:6px;min-width:0}
.attack{--tone:var(--line);--tint:var(--note-soft)}.attack .pill{color:var(--soft)}
.attack.found{--tone:var(--clean)}.attack.never{--tone:var(--high)}.attack.sometimes{--tone:var(--medium)}
.attack .wide{margin:14px 0}
.dot{display:inline-block;width:9px;height:9px;border-radius:50%;margin-right:6px}
.dot.was-high{background:var(--clean)}.dot.was-medium{background:var(--low)}.dot.was-some{background:var(--medium)}.dot.was-none{background:var(--high)}
#uncaught .blind{margin-bottom:12px}
.attack .row.hit{border-top-color:var(--high)}.attack .row.hit header strong{color:var(--high)}
.attack .more .rest{margin:2px 0 10px}
`;
