"""The style of the page: system fonts, two colour schemes, a phone, paper."""

from __future__ import annotations

from whosays.render.palette import DARK, LIGHT, variables
from whosays.render.svg import STYLE as PICTURE

_SCREEN = """
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:70rem;padding:1.5rem clamp(1rem,4vw,2.5rem) 4rem;background:var(--page);color:var(--ink);
font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,h4{line-height:1.25;text-wrap:balance}
h1{font-size:clamp(1.5rem,4.5vw,2.1rem);margin:.1em 0 .3em}
h2{font-size:1.4rem;margin:2.8rem 0 1rem;padding-bottom:.3rem;border-bottom:2px solid var(--line)}
h3{font-size:1.2rem;margin:0}
h4{font-size:1rem;margin:1.8rem 0 .5rem}
p{margin:.4em 0}
a{color:var(--link);text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-999rem;top:.5rem;background:var(--card);padding:.5rem 1rem;z-index:1}
.skip:focus{left:1rem}
.brand{margin:0;font-weight:700;letter-spacing:.02em;color:var(--quiet)}
.question{font-size:1.1rem;max-width:46rem}
.quiet,.id,.cite,.key{color:var(--quiet);font-size:.9rem}
nav ul{list-style:none;margin:1rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.4rem}
nav a{display:inline-block;padding:.3rem 0}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.95rem}
.verdicts{width:100%;overflow-wrap:normal}
caption{text-align:left;color:var(--quiet);font-size:.9rem;padding-bottom:.5rem}
th,td{text-align:left;padding:.45rem .9rem .45rem 0;vertical-align:top}
thead th{font-weight:600;color:var(--quiet);font-size:.85rem;border-bottom:1px solid var(--edge)}
tbody tr+tr>*{border-top:1px solid var(--line)}
tbody th{font-weight:500}
.verdicts td,.verdicts a{white-space:nowrap}
.verdicts .text{display:block;min-width:18rem;color:var(--quiet);font-weight:400;font-size:.85rem;line-height:1.4}
.verdicts th:nth-last-child(-n+2),.verdicts td:nth-last-child(-n+2){text-align:right}
.claim{background:var(--card);border:1px solid var(--line);border-radius:10px;margin:0 0 1.6rem;
padding:1.3rem clamp(1rem,3vw,1.8rem)}
.id{margin:.15rem 0 .9rem;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.8rem}
dl,dd{margin:0}
.summary{display:grid;grid-template-columns:repeat(3,1fr);gap:.8rem 1.5rem}
.summary dt{color:var(--quiet);font-size:.82rem}
.summary strong{font-size:1.05rem}
.gauge{margin:1.4rem 0 0}
.scale{position:relative;height:3rem;margin:0 .5rem}
.scale::before{content:"";position:absolute;left:0;right:0;top:.8rem;height:2px;background:var(--edge)}
.scale span{position:absolute}
.scale .verdict,.scale .naive{top:calc(.8rem - 7px);height:16px;min-width:16px;margin-left:-8px;border-radius:8px}
.scale .verdict{background:var(--ink);box-sizing:content-box}
.scale .naive{background:var(--card);border:3px solid var(--edge)}
.scale .tick{top:1.5rem;transform:translateX(-50%);font-size:.8rem;color:var(--quiet)}
.key{margin:0;font-size:.82rem;white-space:pre-wrap}
.steps{width:100%}
.steps th{font-weight:400}
.steps tbody tr:last-child>*{font-weight:600}
.figure{font-variant-numeric:tabular-nums;white-space:nowrap;text-align:right}
.steps thead th{white-space:nowrap}.steps thead th:nth-child(n+2){text-align:right}
.track{width:45%;min-width:6rem;position:relative;padding:0;
background:linear-gradient(var(--line),var(--line)) 50%/1px 100% no-repeat}
.track .bar{position:absolute;top:50%;height:.8rem;margin-top:-.4rem;min-width:2px;background:var(--for)}
.track .bar.down{background:var(--against)}
.track .bar.level{background:var(--edge)}
.axis{position:relative;padding:0}
.axis span{position:absolute;bottom:.3rem;transform:translateX(-50%);color:var(--quiet);font-size:.8rem}
.axis span:first-child{transform:none}.axis span:last-child{transform:translateX(-100%)}
.steps tbody tr:first-child .bar{background:var(--edge)}
.parts{list-style:none;margin:0;padding:0;border-top:1px solid var(--line)}
.parts>li{border-bottom:1px solid var(--line)}
.parts>li>p{padding:.5rem 0}
.parts summary{display:grid;grid-template-columns:1rem 3.4rem 6rem 1fr;gap:.7rem;align-items:baseline;padding:.5rem 0;
cursor:pointer;list-style:none}
.parts summary::-webkit-details-marker{display:none}
.parts summary::before{content:"▸";color:var(--quiet)}
.parts details[open]>summary::before{content:"▾"}
.parts.limits summary{grid-template-columns:1rem 1fr}
.parts summary:hover .what{text-decoration:underline;text-decoration-color:var(--edge);text-underline-offset:.2em}
.parts details ul{margin:0 0 .8rem 1.7rem;padding:0 0 0 1rem;border-left:2px solid var(--line);list-style:none;
font-size:.93rem}
.parts details li{margin:.2rem 0}
.meter{height:.7rem;margin-top:.45rem;background:var(--sunk);border-radius:2px;overflow:hidden;align-self:start}
.parts .figure.none{color:var(--quiet);font-weight:400}
.meter .bar{display:block;height:100%;min-width:2px;background:var(--for)}
.against .meter .bar{background:var(--against)}
.parts .figure{color:var(--for);font-weight:600}
.parts.against .figure{color:var(--against)}
details.picture{margin-top:1.6rem}
summary{cursor:pointer}
details.picture .scroll{margin-top:.8rem;background:var(--page);border:1px solid var(--line);border-radius:6px}
.picture svg{display:block;max-width:none}
.told{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem;margin-top:.6rem}
.told dt,.stamp dt{font-weight:600}
section>details{margin-top:1rem}
.proof>div{padding:.7rem 0;border-top:1px solid var(--line)}
.proof dt{font-weight:600;font-size:.95rem}
:target{background:var(--mark);scroll-margin-top:1rem}
.proof div:has(>:target){background:var(--mark);box-shadow:0 0 0 .5rem var(--mark)}
blockquote{margin:.5rem 0;padding:.1rem 0 .1rem .9rem;border-left:3px solid var(--edge)}
.cite::before{content:"— "}
.stamp{font-size:.9rem}
.stamp dd{margin:0 0 .5rem;color:var(--quiet);font-variant-numeric:tabular-nums}
.back{margin-top:1.2rem;font-size:.9rem}
"""

_PHONE = """
@media(max-width:40rem){
.verdicts .text{display:none}
.summary{grid-template-columns:1fr 1fr}.summary div:nth-child(n+5){grid-column:1/-1}
.parts summary{grid-template-columns:1rem auto 1fr}
.parts summary .what{grid-column:2/-1}
.told{grid-template-columns:1fr}.told dd{margin-bottom:.4rem}
.parts details ul{margin-left:.4rem}
.track{width:30%;min-width:4rem}
}
"""

_PAPER = """
@media print{
body{max-width:none;padding:0;font-size:10pt;background:#fff}
nav,.skip,.back{display:none}
.claim{border:0;padding:0;break-before:page}
h2,h3,h4{break-after:avoid}
.parts>li,.proof>div,tr,blockquote{break-inside:avoid}
details::details-content{content-visibility:visible;display:block;block-size:auto}
.parts summary::before{content:""}
.scroll{overflow:visible}
.verdicts{font-size:8.5pt}.verdicts .text{min-width:0;font-size:8pt}.verdicts td{white-space:normal}
th,td{padding-right:.5rem}
.picture svg{max-width:100%;height:auto}
.bar,.scale span,.scale::before,.meter{print-color-adjust:exact;-webkit-print-color-adjust:exact}
a{color:inherit;text-decoration:none}
}
"""


def _minified(css: str) -> str:
    return "".join(css.strip().splitlines())


STYLE = "".join(
    (
        f":root{{color-scheme:light dark;{variables(LIGHT)}}}",
        f"@media screen and (prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}",
        *(_minified(each) for each in (_SCREEN, PICTURE, _PHONE, _PAPER)),
    )
)
