import fc from 'fast-check';
import type { Dialect } from './sql';
import { compile, joinSql, Sql, sql } from './sql';

const both = (statement: Sql) =>
  (['sqlite', 'postgres'] satisfies Dialect[]).map((dialect) => compile(statement, dialect).text);

describe('sql', () => {
  it('binds values in the order they are written and never splices them into the text', () => {
    const name = `Robert'); DROP TABLE account;--`;
    const statement = sql`UPDATE account SET name = ${name}, n = ${7} WHERE id = ${null}`;
    expect(both(statement)).toEqual([
      'UPDATE account SET name = ?, n = ? WHERE id = ?',
      'UPDATE account SET name = $1, n = $2 WHERE id = $3',
    ]);
    expect(compile(statement, 'postgres').parameters).toEqual([name, 7, null]);
  });

  it('stores booleans as 0 and 1', () => {
    expect(compile(sql`${true}, ${false}`, 'sqlite').parameters).toEqual([1, 0]);
  });

  it('numbers the values of nested fragments on from those before', () => {
    const inner = sql`b = ${2} AND (${sql`c = ${3}`})`;
    const { text, parameters } = compile(sql`a = ${1} AND ${inner} AND d = ${4}`, 'postgres');
    expect(text).toBe('a = $1 AND b = $2 AND (c = $3) AND d = $4');
    expect(parameters).toEqual([1, 2, 3, 4]);
  });

  it('numbers a fragment that is used twice as two values', () => {
    const now = sql`${5} + 1`;
    const { text, parameters } = compile(sql`x = ${now}, y = ${now}`, 'postgres');
    expect([text, parameters]).toEqual(['x = $1 + 1, y = $2 + 1', [5, 5]]);
  });

  it('joins fragments with a separator between them only', () => {
    const ids = ['a', 'b', 'c'].map((id) => sql`${id}`);
    const { text, parameters } = compile(sql`id IN (${joinSql(ids, ', ')})`, 'postgres');
    expect([text, parameters]).toEqual(['id IN ($1, $2, $3)', ['a', 'b', 'c']]);
    expect(both(joinSql([], ' OR '))).toEqual(['', '']);
    expect(both(joinSql([sql`a`], ' AND '))).toEqual(['a', 'a']);
  });

  it('inserts an empty fragment as nothing', () => {
    expect(compile(sql`SELECT 1 ${sql``}`, 'sqlite')).toEqual({
      text: 'SELECT 1 ',
      parameters: [],
    });
  });

  it('keeps every value, once and in order, however fragments are nested', () => {
    const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null));
    const { tree } = fc.letrec<{ tree: Tree; leaf: Tree; node: Tree }>((tie) => ({
      tree: fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('node')),
      leaf: value.map((leaf) => ({ leaf })),
      node: fc.array(tie('tree'), { maxLength: 4 }).map((nodes) => ({ nodes })),
    }));
    fc.assert(
      fc.property(tree, (given) => {
        const { text, parameters } = compile(fragment(given), 'postgres');
        expect(parameters).toEqual(leaves(given));
        const numbers = [...text.matchAll(/\$(\d+)/g)].map(([, n]) => Number(n));
        expect(numbers).toEqual(parameters.map((_, index) => index + 1));
      }),
    );
  });
});

type Tree = { leaf: string | number | null } | { nodes: Tree[] };

function fragment(tree: Tree): Sql {
  if ('leaf' in tree) return sql`(${tree.leaf})`;
  return sql`[${joinSql(tree.nodes.map(fragment), ', ')}]`;
}

function leaves(tree: Tree): (string | number | null)[] {
  return 'leaf' in tree ? [tree.leaf] : tree.nodes.flatMap(leaves);
}
