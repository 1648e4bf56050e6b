// The texts of the client as its sources have them: in templates, and in TypeScript by `$localize`.
import { HtmlParser, MessageBundle } from '@angular/compiler';
import { ɵparseMessage as parseMessage } from '@angular/localize';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../paths.mjs';
import { allFiles, sources } from './sources.mjs';

/** Names of languages, of keys and of a class, which are the same everywhere. */
const NAMES = new Set(['Deutsch', 'English', 'Enter', 'Escape', 'Failure']);

const inClient = (path) => path.startsWith('apps/web/src/');
const client = sources.filter(({ path }) => inClient(path));

/** Every text with its id (none when it was forgotten), and where it stands. */
export const texts = [
  ...client.flatMap(inTypeScript),
  ...templates().flatMap(inTemplate),
  ...errors(),
];

/** Where a text is read while its module is loaded, which may be before the dictionary is. */
export const tooEarly = client.flatMap((file) =>
  tagged(file)
    .filter((node) => !isInFunction(node))
    .map((node) => place(file, node)),
);

/** Literals that people would read, and that no dictionary can reach. */
export const untagged = [
  ...client.flatMap((file) =>
    nodesOf(file, isForPeople).map((node) => `${place(file, node)} ${node.getText()}`),
  ),
  ...templates().flatMap(({ path, text }) =>
    [...text.matchAll(/'[A-Z][a-z]+[^'"]*'/g)].map(([literal]) => `${path} ${literal}`),
  ),
];

function templates() {
  const files = allFiles.filter((path) => inClient(path) && path.endsWith('.html'));
  const apart = files.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  const inline = client.flatMap((file) =>
    nodesOf(file, isTemplate).map(({ initializer }) => ({
      path: file.path,
      text: initializer.text,
    })),
  );
  return [...apart, ...inline];
}

/** What the API's errors are called, which the client asks for by their codes, and faults of fields. */
function errors() {
  const path = 'libs/contracts/src/errors.ts';
  const source = readFileSync(join(root, path), 'utf8');
  const rows = source.matchAll(/^ {2}(\w+): \{.* title: '(.+)'/gm);
  const faults = source.matchAll(/^ {2}(\w+): '(.+)',$/gm);
  const field = ['', 'field', 'what the API says'];
  return [
    ...[...rows, field].map(([, code, text]) => ({ id: `failure.${code}`, text, path })),
    ...[...faults].map(([, fault, text]) => ({ id: `failure.field-${fault}`, text, path })),
  ];
}

function inTemplate({ path, text }) {
  const bundle = new MessageBundle(new HtmlParser(), [], {}, null, false);
  const faults = bundle.updateFromTemplate(text, path);
  if (faults.length > 0) throw new Error(`${path}: ${faults}`);
  return bundle.getMessages().map(({ customId, messageString }) => {
    return { id: customId, text: messageString, path };
  });
}

function inTypeScript(file) {
  return tagged(file).map((node) => {
    const { customId: id, text } = parseMessage(partsOf(node.template));
    return { id, text, path: file.path };
  });
}

function partsOf(template) {
  const literals = ts.isNoSubstitutionTemplateLiteral(template)
    ? [template]
    : [template.head, ...template.templateSpans.map(({ literal }) => literal)];
  const parts = literals.map(({ text }) => text);
  return Object.assign(parts, { raw: literals.map(({ rawText, text }) => rawText ?? text) });
}

function tagged(file) {
  return nodesOf(file, isTagged);
}

function isTagged(node) {
  return ts.isTaggedTemplateExpression(node) && node.tag.text === '$localize';
}

function isTemplate(node) {
  return (
    ts.isPropertyAssignment(node) &&
    node.name.getText() === 'template' &&
    ts.isStringLiteralLike(node.initializer)
  );
}

/** A word or a sentence. Errors are for developers; people read what `Failure` makes of them. */
function isForPeople(node) {
  const isLiteral = ts.isStringLiteralLike(node) || ts.isTemplateHead(node);
  if (!isLiteral || !/^[A-Z][a-z’]*( [\w’]|…|[a-z]$)/.test(node.text)) return false;
  const { parent } = node;
  const isError = ts.isNewExpression(parent) && /Error$/.test(parent.expression.text);
  // What a pattern stands for, as the names of browsers.
  const isNamed = ts.isArrayLiteralExpression(parent) && /^\[\//.test(parent.getText());
  return !isTagged(parent) && !isError && !isNamed && !NAMES.has(node.text);
}

/** Functions, and what is initialized with each object of a class. */
function isInFunction(node) {
  for (let above = node.parent; above; above = above.parent) {
    if (ts.isFunctionLike(above)) return true;
    if (ts.isPropertyDeclaration(above)) return !ts.hasStaticModifier(above);
  }
  return false;
}

function nodesOf({ tree }, wanted) {
  const found = [];
  const visit = (node) => {
    if (wanted(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function place({ path, tree }, node) {
  return `${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
}
