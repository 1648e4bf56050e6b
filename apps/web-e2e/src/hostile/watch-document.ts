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
  const OWN = 'ui-copy-button';
  const TAGS =
    /^(md-\w+|p|h[3-6]|strong|em|del|code|pre|a|bdi|br|hr|[uo]l|li|blockquote|div|table|thead|tbody|tr|t[hd]|figure|figcaption|span|input)$/;
  const ATTRIBUTES =
    /^(class|tabindex|role|aria-label|scope|start|dir|title|target|rel|_ngcontent-.*|_nghost-.*|ng-.*)$/;
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

  function judge(element: Element): void {
    const place = element.closest(TEXT);
    if (!place || place === element || element.closest(OWN)) return;
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
