/**
 * What of an email is shown: elements and attributes by name, CSS by function and at-rule. What is not named here is
 * not shown, so what browsers learn to load tomorrow is kept out today.
 * Read by the browser and by the service: data, without a parser.
 */
import type { EmailElement } from './email-tree.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** HTML elements that stay as they are. Any other becomes a `span` with the same content, unless dropped. */
export const keptElements = words(`
  a abbr acronym address area article aside b bdi bdo big blockquote body br button caption center cite code col
  colgroup dd del details dfn dir div dl dt em fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header
  hgroup hr html i img input ins kbd label legend li main map mark menu nav nobr ol optgroup option output p
  picture pre q rb rp rt rtc ruby s samp section select small span strike strong style sub summary sup table
  tbody td textarea tfoot th thead time tr tt u ul var wbr
`);

/** Elements that go, with all that is in them: they load, run, navigate, or show nothing of their own. */
export const droppedElements = words(`
  applet audio base basefont bgsound command datalist dialog embed fencedframe frame frameset head iframe keygen link
  math meta noembed noframes noscript object param portal script source svg template title track
`);

/** Old elements whose content a parser reads by rules of its own: what it found is shown as preformatted text. */
export const renamedElements: ReadonlyMap<string, string> = new Map([
  ['listing', 'pre'],
  ['plaintext', 'pre'],
  ['xmp', 'pre'],
]);

/** The name that an element is shown under. */
export function shownName({ name, space }: Pick<EmailElement, 'name' | 'space'>): string {
  if (space !== 'html') return name;
  return renamedElements.get(name) ?? (keptElements.has(name) ? name : 'span');
}

/** Elements that a browser draws in the way of its own. Of large ones with round corners 1,500 end Firefox. */
export const fieldElements = words('button input select textarea');

/** Elements in which only each other, lines and texts are shown. */
export const choiceElements = words('select optgroup option');

/** Elements without content or an end tag. */
export const voidElements = words('area br col hr img input wbr');

/**
 * Drawing, but neither text that is parsed as HTML, nor animation, nor what refers to others of its kind and so makes
 * millions of a few. Others go with their content.
 */
export const keptSvgElements = words(`
  circle defs ellipse g line linearGradient path polygon polyline radialGradient rect stop svg text tspan
`);

/** Attributes of any HTML element whose value is taken as it is: none of them is ever a URL. */
export const keptAttributes = words(`
  abbr align alink alt axis bgcolor border bordercolor bottommargin cellpadding cellspacing char charoff checked class
  clear color cols colspan compact coords datetime dir disabled face frame headers height hidden high hspace id label
  lang leftmargin link low marginheight marginwidth max maxlength media min multiple name noshade nowrap open optimum
  placeholder readonly reversed rightmargin role rows rowspan rules scope selected shape size span start step summary
  text title topmargin valign value vlink vspace width wrap
`);

/** As {@link keptAttributes}, by how the name begins. Nothing in a frame without scripts reads `data-`, but styles do. */
export const keptAttributePrefixes = ['aria-', 'data-'] as const;

/** URLs of pictures: they stay where the picture is in them. `src` is one on these elements alone. */
export const pictureAttributes = words('background src');
export const pictureElements = words('img input');

/** References to another place of the same email: they stay where they begin with `#`. */
export const placeAttributes = words('usemap');

/** What an input may be; any other kind becomes a text field. A file or a colour would open a window of the browser. */
export const keptInputTypes = words('button checkbox hidden image number radio range reset submit text');

export const keptSvgAttributes = words(`
  aria-hidden aria-label class cx cy d dominant-baseline dx dy fill-opacity fill-rule font-family font-size font-style
  font-weight gradientTransform gradientUnits height id lengthAdjust letter-spacing offset opacity points
  preserveAspectRatio r role rx ry spreadMethod stop-color stop-opacity stroke-linecap stroke-linejoin
  stroke-miterlimit stroke-opacity stroke-width text-anchor textLength transform viewBox width x x1 x2 y y1 y2
`);

/** SVG attributes that are CSS, and may refer to a gradient of the same picture: there is nothing else to refer to. */
export const svgStyleAttributes = words('fill stroke style');

/** At-rules that load nothing by themselves. */
export const keptAtRules = words(`
  -moz-keyframes -webkit-keyframes font-face keyframes layer media page supports
`);

/**
 * Functions and functional pseudo-classes of CSS. `url` has a rule of its own; what takes a URL as a string
 * (`image-set`, `src`, `image`) is not here, and neither is what a small style sheet freezes a page with
 * (`has`, `is`, `where`, `blur`, `drop-shadow`, gradients that repeat themselves or go around a point).
 */
export const keptCssFunctions = words(`
  -moz-linear-gradient -moz-radial-gradient -o-linear-gradient -webkit-gradient -webkit-linear-gradient
  -webkit-radial-gradient abs attr brightness calc circle clamp color color-mix color-stop contrast counter counters
  cubic-bezier dir ellipse env fit-content format from grayscale hsl hsla hue-rotate hwb inset invert lab lang lch
  light-dark linear-gradient local matrix matrix3d max min minmax not nth-child nth-last-child nth-last-of-type
  nth-of-type oklab oklch opacity path perspective polygon radial-gradient rect repeat rgb rgba rotate rotate3d rotatex
  rotatey rotatez saturate scale scale3d scalex scaley scalez sepia skew skewx skewy steps tech to translate
  translate3d translatex translatey translatez var
`);

/** Those of them that take selectors, or count elements. They stay where they are not in one another. */
export const selectorFunctions = words('not nth-child nth-last-child nth-last-of-type nth-of-type');

/**
 * Properties that go: with columns, the shapes of large pictures, or tiny dashes a small email freezes a page, and with
 * all that an element inherits if `all` says so.
 */
export const blockedProperties = words(`
  -moz-column-count -moz-column-width -moz-columns -webkit-column-count -webkit-column-width -webkit-columns
  -webkit-shape-outside all column-count column-width columns contain container container-type shape-outside stroke-dasharray
`);

/** A text or a box has at most so many shadows. */
export const mostShadows = 8;

/** A box has at most so many pictures and gradients in one another's place, as one property says them. */
export const mostLayers = 4;

/** How many columns or rows a cell or a column spans at most: a table of many long spans freezes a page. */
export const longestSpans: ReadonlyMap<string, number> = new Map([
  ['colspan', 30],
  ['rowspan', 10],
  ['span', 30],
]);

/** Words of CSS that go: a wide grid has as many columns as it has room for, millions if they are narrow. */
export const blockedWords = words('auto-fill auto-fit');
