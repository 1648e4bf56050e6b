import temml from 'temml';

/** What the library makes of TeX, before it is a page: an element, a list of them, or a text. */
interface Part {
  readonly type?: string;
  readonly text?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly style?: Readonly<Record<string, unknown>>;
  readonly classes?: readonly string[];
  readonly children?: readonly Part[];
}

const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** Which parts of MathML a formula may be made of, and what they may carry. */
const ELEMENTS = new Set(
  `math mrow mi mn mo mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover
  mmultiscripts mprescripts none mtable mtr mtd mpadded mphantom mstyle menclose`.split(/\s+/),
);
const ATTRIBUTES = new Set(
  `accent accentunder columnspan depth display displaystyle fence form height largeop linethickness
  lspace mathvariant maxsize minsize movablelimits notation rowspan rspace scriptlevel separator
  stretchy symmetric voffset width`.split(/\s+/),
);
/** Frames and gaps of tables and boxes. Colours are the page's: it is light or dark. */
const STYLE = /^(?:border|padding)(?:Top|Right|Bottom|Left)?$/;
/** How the cells of a column are aligned. */
const CLASS = /^tml-(?:left|right)$/;

const OPTIONS = { trust: false, strict: true, throwOnError: true, maxExpand: 200 };
/** The largest length that TeX may ask for, and the largest kern; in em. */
const MAX_SIZE: [number, number] = [10, 10];
const PARTS_MAX = 3_000;
const DEPTH_MAX = 100;

/** Macros of one's own: a few characters of them become as many parts as one likes. */
const DEFINITION =
  /\\(?:[egx]?def|(?:future)?let|(?:re)?newcommand|providecommand|global|long)(?![a-zA-Z])/;

/** A number of three digits before its unit: no part of a formula is that large. */
const HUGE = /(?:^|[^\d.])\d{3,}(?!\d*%)/;

/**
 * The MathML of `tex`, in a line of its own or within one; `null` where it is not TeX, or more than a
 * page should draw. Nothing that is not on the lists above reaches the page.
 */
export function mathOf(tex: string, display: boolean): Element | null {
  if (DEFINITION.test(tex)) return null;
  try {
    const made = temml.__renderToMathMLTree(tex, {
      ...OPTIONS,
      maxSize: MAX_SIZE,
      displayMode: display,
    }) as Part;
    return new Drawing().draw(made, 0) as Element;
  } catch {
    // What is no TeX, and more brackets than the stack can hold.
    return null;
  }
}

class Drawing {
  private parts = 0;

  /** @throws Error where there is more, or something else, than a formula holds. */
  draw(part: Part, depth: number): Node {
    this.parts += 1;
    if (this.parts > PARTS_MAX || depth > DEPTH_MAX) throw new Error('too much for a formula');
    const drawn = part.type === undefined ? looseOf(part) : elementOf(part);
    for (const child of part.children ?? []) drawn.appendChild(this.draw(child, depth + 1));
    return drawn;
  }
}

function looseOf({ text }: Part): Node {
  return text === undefined ? document.createDocumentFragment() : document.createTextNode(text);
}

function elementOf({ type = '', attributes = {}, style = {}, classes = [] }: Part): Element {
  if (!ELEMENTS.has(type)) throw new Error('no part of a formula');
  const element = document.createElementNS(MATHML, type);
  for (const [name, value] of Object.entries(attributes)) {
    if (ATTRIBUTES.has(name) && isModest(value)) element.setAttribute(name, String(value));
  }
  const styles = Object.entries(style).filter(
    ([name, value]) => STYLE.test(name) && isModest(value),
  );
  const css = styles.map(([name, value]) => `${kebab(name)}:${String(value)}`).join(';');
  if (css !== '') element.setAttribute('style', css);
  const aligned = classes.filter((each) => CLASS.test(each));
  if (aligned.length > 0) element.setAttribute('class', aligned.join(' '));
  return element;
}

function isModest(value: unknown): boolean {
  return /^[\w\s.%#()-]*$/.test(String(value)) && !HUGE.test(String(value));
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
