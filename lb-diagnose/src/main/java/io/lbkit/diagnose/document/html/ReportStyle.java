package io.lbkit.diagnose.document.html;

/** The style sheet. States differ by shape, by the sort of line and by a word; colours only repeat them. */
final class ReportStyle {
    private static final String SHEET = """
            :root{color-scheme:light dark;
            --page:#fff;--card:#f6f7f9;--line:#c9ced6;--text:#1b1f24;--faint:#57606a;--link:#0b57d0;
            --good:#14703a;--bad:#b3261e;--part:#8a5300;--open:#6b4e00;--none:#6e7781;--bad-back:#fdecea}
            @media (prefers-color-scheme:dark){:root{
            --page:#14171b;--card:#1d2127;--line:#444c56;--text:#e8eaed;--faint:#a5adb8;--link:#8ab4f8;
            --good:#5fd08a;--bad:#ff8a80;--part:#ffb74d;--open:#e6c35c;--none:#98a1ac;--bad-back:#3a1f1d}}
            *{box-sizing:border-box}
            html{-webkit-text-size-adjust:100%}
            body{margin:0 auto;max-width:1180px;padding:12px 14px 48px;background:var(--page);color:var(--text);
            font:16px/1.5 system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;overflow-wrap:anywhere}
            h1{font-size:1.35rem;margin:.2em 0}h2{font-size:1.2rem;margin:0}h3{font-size:1rem;margin:1.2em 0 .4em}
            p{margin:.3em 0}a{color:var(--link)}
            a:focus-visible,summary:focus-visible{outline:3px solid var(--link);outline-offset:2px}
            .skip{position:absolute;left:-999px}.skip:focus{position:static}
            .defs{position:absolute}.mark{vertical-align:-2px;margin-right:.35em;flex:none}
            .good{color:var(--good)}.bad{color:var(--bad)}.part{color:var(--part)}.open{color:var(--open)}.none{color:var(--none)}
            .mark{fill:currentColor;stroke:var(--page);stroke-width:1.9;stroke-linecap:round;stroke-linejoin:round}
            .q{stroke:none;fill:var(--page);font:700 10px system-ui,sans-serif;text-anchor:middle}
            nav td{white-space:nowrap}
            .faint{color:var(--faint)}.facts,.hop-name,.code{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}
            table{border-collapse:collapse;width:100%;margin:.6em 0}
            th,td{text-align:left;padding:.35em .6em .35em 0;border-bottom:1px solid var(--line);vertical-align:top}
            th{font-weight:600}thead th{color:var(--faint);font-size:.85rem}
            section{border-top:2px solid var(--line);margin-top:28px;padding-top:16px;scroll-margin-top:8px}
            .verdict{font-weight:600}.verdict .faint{font-weight:400}
            .sides{display:grid;gap:0 32px;grid-template-columns:minmax(0,1fr)}
            figure{margin:12px 0;max-width:430px}figcaption{font-size:.85rem;color:var(--faint);margin-top:6px}
            .finding{background:var(--card);border:1px solid var(--line);border-left:5px solid currentColor;border-radius:6px;
            padding:10px 12px;margin:12px 0}
            .finding>*{color:var(--text)}.finding .rank{color:inherit;font-weight:600}.remedy{margin-top:.5em}
            ul{margin:.3em 0;padding-left:1.2em}.facts{font-size:.85rem}.facts li{margin:.15em 0}
            details{border:1px solid var(--line);border-radius:6px;margin:8px 0;scroll-margin-top:8px}
            details:target{border-color:var(--link);box-shadow:0 0 0 2px var(--link)}
            summary{padding:8px 10px;cursor:pointer;min-height:44px}
            ol.hops{list-style:none;margin:0;padding:0 10px 8px}
            ol.hops li{display:grid;grid-template-columns:16px minmax(0,1fr);gap:0 8px;padding:4px 0;border-top:1px solid var(--line)}
            ol.hops .mark{margin-top:4px}ol.hops .first{background:var(--bad-back);box-shadow:-10px 0 0 var(--bad-back),10px 0 0 var(--bad-back)}
            .hop-name{font-size:.9rem}.first .hop-name,.first .word{font-weight:700}.says{display:block;font-size:.9rem}
            svg.path{display:block;width:100%;overflow:visible;position:relative;z-index:1;
            font:12px system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
            .path text{fill:currentColor}.path .name{font-weight:600;fill:var(--text)}.path .detail,.path .frame-name{fill:var(--faint)}
            .path .outcome{font-weight:600;font-size:11px}
            .end,.backend{fill:var(--card);stroke:var(--line)}.backend.bad,.backend.open{stroke:currentColor;stroke-dasharray:5 3;stroke-width:1.5}
            .zone{fill:none;stroke:var(--line);stroke-dasharray:2 3}.node{fill:var(--page);stroke:var(--line)}
            .trunk,.way{fill:none;stroke:var(--none);stroke-width:2}
            .way.good{stroke:var(--good)}.way.bad{stroke:var(--bad);stroke-width:3;stroke-dasharray:7 4}
            .way.open{stroke:var(--open);stroke-dasharray:2 4}
            .path a{cursor:pointer;outline:none}.hot:hover .backend,.hot:focus .backend,.hot:hover .end,.hot:focus .end{stroke:var(--link);stroke-width:2.5;stroke-dasharray:none}
            .tip{display:none;pointer-events:none}.tip-box{fill:var(--text);stroke:var(--page);stroke-width:1}
            .path .tip text{fill:var(--page)}.tip-title{font-weight:700;font-size:11.5px}
            .tip-text{font:10.5px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}
            @media (max-width:640px){nav thead{position:absolute;left:-999px}nav tr{display:flex;flex-wrap:wrap;gap:0 16px;
            border-bottom:1px solid var(--line)}nav tbody th{flex:1 0 100%;border:0;padding-bottom:0}nav td{border:0;padding-top:.1em}}
            @media (min-width:900px){.sides{grid-template-columns:430px minmax(0,1fr)}}
            @media print{body{max-width:none}section{break-inside:avoid-page}}
            @media (forced-colors:active){.mark{forced-color-adjust:none}}
            """;

    private ReportStyle() {}

    static String sheet() {
        return SHEET + Tips.rules(PathPicture.TIPS);
    }
}
