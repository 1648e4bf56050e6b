import { FormError, decodeForm } from './form-body';

describe('decodeForm', () => {
  it('nests brackets and keeps list indexes as names', () => {
    expect(decodeForm('a=1&b[c]=2&d[0][e]=3&d[1][e]=4')).toEqual({
      a: '1',
      b: { c: '2' },
      d: { 0: { e: '3' }, 1: { e: '4' } },
    });
  });

  it('gives empty brackets the next index', () => {
    expect(decodeForm('types[]=x&types[]=y')).toEqual({ types: { 0: 'x', 1: 'y' } });
  });

  it('decodes names and values', () => {
    expect(decodeForm('meta%5Bcaf%C3%A9%5D=a+b%26c')).toEqual({ meta: { café: 'a b&c' } });
  });

  it('takes __proto__ for a name like any other', () => {
    const form = decodeForm('__proto__[polluted]=1');
    expect(Object.keys(form)).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('polluted');
  });

  it.each(['a=1&a[b]=2', 'a[b]=2&a=1'])('refuses a value that is also a group: %s', (text) => {
    expect(() => decodeForm(text)).toThrow(FormError);
  });

  it('refuses nesting without end', () => {
    expect(() => decodeForm(`a${'[b]'.repeat(50)}=1`)).toThrow(FormError);
  });
});
