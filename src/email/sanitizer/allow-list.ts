/**
 * Names the HTML elements, attributes, CSS functions and at-rules that an email may use. Anything else is removed, which
 * also blocks features that browsers add later. Both the browser and the service use this list.
 */
import type { EmailElement } from './email-tree.ts';

const nameSet = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/));

/** HTML elements that are kept. Any other becomes a `span` with the same content, unless it is removed. */
export const allowedElements = nameSet(`
  a abbr acronym address area article aside b bdi bdo big blockquote body br button caption center cite code col
  colgroup dd del details dfn dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header
  hgroup hr html i img input ins kbd label legend li main map mark menu nav nobr ol optgroup option output p
  picture pre q rb rp rt rtc ruby s samp section select small span strike strong style sub summary sup table
  tbody td textarea tfoot th thead time tr tt u ul var wbr
`);

/** Elements that are removed with their content: they load, run, navigate, or are not visible. */
export const removedElements = nameSet(`
  applet audio base basefont bgsound command datalist dialog embed fencedframe frame frameset head iframe keygen link
  math meta noembed noframes noscript object param portal script source svg template title track
`);

/** Obsolete elements whose content is parsed as plain text, shown as preformatted text. */
const renamedElements: ReadonlyMap<string, string> = new Map([
  ['listing', 'pre'],
  ['plaintext', 'pre'],
  ['xmp', 'pre'],
]);

/** Returns the name under which an element is serialized. */
export function outputName({ name, namespace }: Pick<EmailElement, 'name' | 'namespace'>): string {
  if (namespace !== 'html') return name;
  return renamedElements.get(name) ?? (allowedElements.has(name) ? name : 'span');
}

/** Elements of which only a limited number is kept, because browsers take long to lay them out. */
export const slowElements = nameSet('button input q select textarea');

/** A `select` and the elements that may contain options. They keep only each other, `hr` and text. */
export const selectElements = nameSet('select optgroup option');

/** Elements without content and without an end tag. */
export const voidElements = nameSet('area br col hr img input wbr');

/**
 * SVG elements that are kept. Others are removed with their content: elements whose content is parsed as HTML,
 * animations, and elements that refer to others, with which a few lines can draw millions of shapes.
 */
export const allowedSvgElements = nameSet(`
  circle defs ellipse g line linearGradient path polygon polyline radialGradient rect stop svg text tspan
`);

/** Attributes that any HTML element keeps unchanged. None of them can contain a URL. */
export const allowedAttributes = nameSet(`
  abbr align alink alt axis bgcolor border bordercolor bottommargin cellpadding cellspacing char charoff checked class
  clear color cols colspan compact coords datetime dir disabled face frame headers height hidden high hspace id label
  lang leftmargin link low marginheight marginwidth max maxlength media min multiple name noshade nowrap open optimum
  placeholder readonly reversed rightmargin role rows rowspan rules scope selected shape size span start step summary
  text title topmargin valign value vlink vspace width wrap
`);

/** Prefixes of further attributes that are kept. Without scripts, only styles can read `data-` attributes. */
export const allowedAttributePrefixes = ['aria-', 'data-'] as const;

/** Attributes with the URL of an image, kept if the image is embedded. `src` only on {@link imageElements}. */
export const imageUrlAttributes = nameSet('background src');
export const imageElements = nameSet('img input');

/** Attributes that refer to another element of the email, kept if they start with `#`. */
export const fragmentAttributes = nameSet('usemap');

/** Types of `input` that are kept. Others become a text field: `file` and `color` would open a browser dialog. */
export const allowedInputTypes = nameSet('button checkbox hidden image number radio range reset submit text');

/** Attributes that SVG elements keep unchanged. */
export const allowedSvgAttributes = nameSet(`
  aria-hidden aria-label class cx cy d dominant-baseline dx dy fill-opacity fill-rule font-family font-size font-style
  font-weight gradientTransform gradientUnits height id lengthAdjust letter-spacing offset opacity points
  preserveAspectRatio r role rx ry spreadMethod stop-color stop-opacity stroke-linecap stroke-linejoin
  stroke-miterlimit stroke-opacity stroke-width text-anchor textLength transform viewBox width x x1 x2 y y1 y2
`);

/** SVG attributes that contain CSS. They may refer to a gradient of the same SVG: no other reference target is kept. */
export const svgCssAttributes = nameSet('fill stroke style');

/** At-rules that are kept. None of them loads anything by itself. */
export const allowedAtRules = nameSet(`
  -moz-keyframes -webkit-keyframes font-face keyframes layer media page supports
`);

/**
 * CSS functions and functional pseudo-classes that are kept. `url()` is handled separately. Missing on purpose are
 * functions that take a URL as a string (`image-set`, `src`, `image`), and those with which a small style sheet freezes
 * a page (`has`, `is`, `where`, `attr`, `counters`, `blur`, `drop-shadow`, repeating and conic gradients).
 */
export const allowedCssFunctions = nameSet(`
  -moz-linear-gradient -moz-radial-gradient -o-linear-gradient -webkit-gradient -webkit-linear-gradient
  -webkit-radial-gradient abs brightness calc circle clamp color color-mix color-stop contrast counter
  cubic-bezier dir ellipse env fit-content format from grayscale hsl hsla hue-rotate hwb inset invert lab lang lch
  light-dark linear-gradient local matrix matrix3d max min minmax not nth-child nth-last-child nth-last-of-type
  nth-of-type oklab oklch opacity path perspective polygon radial-gradient rect repeat rgb rgba rotate rotate3d rotatex
  rotatey rotatez saturate scale scale3d scalex scaley scalez sepia skew skewx skewy steps tech to translate
  translate3d translatex translatey translatez var
`);

/** The allowed functions that take selectors or count elements. They are blocked inside each other. */
export const selectorFunctions = nameSet('not nth-child nth-last-child nth-last-of-type nth-of-type');

/**
 * Properties that are blocked. A small email can freeze a page with columns, containers, shapes of large images, tiny
 * dashes, reflections, outlined text or compositing layers; `all: inherit` would inherit every other property.
 */
export const blockedProperties = nameSet(`
  -moz-column-count -moz-column-width -moz-columns -webkit-backdrop-filter -webkit-box-reflect -webkit-column-count
  -webkit-column-width -webkit-columns -webkit-shape-outside all backdrop-filter column-count column-width columns
  contain container container-type shape-outside stroke-dasharray will-change -webkit-text-stroke
  -webkit-text-stroke-color -webkit-text-stroke-width
`);

/**
 * CSS keywords that are blocked. A wide grid with narrow `auto-fill` columns has millions of them; Chromium updates all
 * generated quotation marks for each one.
 */
export const blockedKeywords = nameSet('auto-fill auto-fit close-quote no-close-quote no-open-quote open-quote');
