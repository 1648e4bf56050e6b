/** What was seen within the document. */
export interface Watched {
  /** Elements and attributes that no text of anybody may become. */
  readonly elements: readonly string[];
  /** What the content security policy had to stop. */
  readonly violations: readonly string[];
  /** Tasks that kept the page from answering for more than a second, ms. */
  readonly longTasks: readonly number[];
}

declare global {
  interface Window {
    /** Set by {@link watchDocument}; answers what was seen, once. */
    watched: { take(): Watched };
  }
}

/**
 * Runs in the page before anything else. Every element that comes to be, or is changed, where text of
 * a model or of people is drawn, is compared with what the client draws itself.
 */
export function watchDocument(): void {
  const TEXT = 'pd-markdown, pd-question-turn p, .conversation-row > a';
  const OWN = 'ui-copy-button, md-code button.quiet-button';
  const TAGS =
    /^(md-\w+|p|h[3-6]|strong|em|del|code|pre|a|bdi|br|hr|[uo]l|li|blockquote|div|table|thead|tbody|tr|t[hd]|figure|figcaption|span|input)$/;
  const ATTRIBUTES =
    /^(class|tabindex|role|aria-label|scope|start|dir|title|target|rel|_ngcontent-.*|_nghost-.*|ng-.*)$/;
  const MATH_TAGS =
    /^(math|mrow|m[ino]|mtext|mspace|mfrac|msqrt|mroot|msu[bp]|msubsup|munder|mover|munderover|mmultiscripts|mprescripts|none|mtable|mtr|mtd|mpadded|mphantom|mstyle|menclose)$/;
  const MATH_ATTRIBUTES =
    /^(accent|accentunder|columnspan|depth|display|displaystyle|fence|form|height|largeop|linethickness|[lr]space|mathvariant|maxsize|minsize|movablelimits|notation|rowspan|scriptlevel|separator|stretchy|symmetric|voffset|width)$/;
  const MATH_STYLE = /^((border|padding)(-(top|right|bottom|left))?:[\w .%-]*;?)*$/;
  const SPECIAL: Record<string, (element: Element) => boolean> = {
    style: ({ attributes }) =>
      /^(text-align: (left|center|right);)?$/.test(attributes.getNamedItem('style')?.value ?? ''),
    href: (element) => element.localName === 'a' && /^https?:\/\/|^mailto:/.test(hrefOf(element)),
    type: (element) => element.getAttribute('type') === 'checkbox',
    disabled: (element) => element.localName === 'input',
  };
  const hrefOf = (element: Element) => element.getAttribute('href') ?? '';
  let elements: string[] = [];
  let violations: string[] = [];
  let longTasks: number[] = [];

  /** Names of what is wrong with an element of a formula. */
  function faultsOf(element: Element): string[] {
    const value = (name: string) => element.getAttribute(name) ?? '';
    const isKnown = MATH_TAGS.test(element.localName) && element.closest('md-math') !== null;
    const names = element.getAttributeNames().filter((name) => {
      if (name === 'style') return !MATH_STYLE.test(value(name));
      if (name === 'class') return !/^tml-(left|right)$/.test(value(name));
      return name !== 'xmlns' && !MATH_ATTRIBUTES.test(name);
    });
    return isKnown ? names : [element.localName, ...names];
  }

  function judge(element: Element): void {
    const place = element.closest(TEXT);
    if (!place || place === element || element.closest(OWN)) return;
    if (element.namespaceURI === 'http://www.w3.org/1998/Math/MathML') {
      const faults = faultsOf(element);
      if (faults.length > 0) elements.push(`${element.localName} ${faults.join(' ')}`);
      return;
    }
    const names = element.getAttributeNames().filter((name) => {
      return SPECIAL[name] ? !SPECIAL[name](element) : !ATTRIBUTES.test(name);
    });
    const isTask = element.localName !== 'input' || element.hasAttribute('disabled');
    const isDrawn = place.localName === 'pd-markdown' && TAGS.test(element.localName) && isTask;
    if (!isDrawn || names.length > 0) elements.push(`${element.localName} ${names.join(' ')}`);
  }

  new MutationObserver((mutations) => {
    for (const { target, addedNodes } of mutations) {
      const added = [...addedNodes].filter((node) => node instanceof Element);
      for (const element of added) [element, ...element.querySelectorAll('*')].forEach(judge);
      if (target instanceof Element) judge(target);
    }
  }).observe(document, { subtree: true, childList: true, attributes: true });
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    violations.push(`${violatedDirective} ${blockedURI}`);
  });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) if (duration > 1_000) longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  window.watched = {
    take() {
      const seen = { elements, violations, longTasks };
      [elements, violations, longTasks] = [[], [], []];
      return seen;
    },
  };
}
