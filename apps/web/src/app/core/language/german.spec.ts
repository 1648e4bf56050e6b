import { clearTranslations } from '@angular/localize';
import { FIELD_FAULTS } from '@prome-dify/contracts';
import { failureOfAnswer } from '../http/problem';
import { formatMoney } from '../../ui/format-money';
import { formatTime } from '../../ui/format-time';
import { formatCount, formatTokens } from '../../ui/format-tokens';
import { speakGerman } from './german';
import { loadLanguage } from './language';

const plain = (text: string) => text.replace(/\s/g, ' ');

/** Plays which languages the browser asks for. */
function ask(...languages: string[]): void {
  Object.defineProperty(navigator, 'languages', { value: languages, configurable: true });
}

afterEach(() => {
  clearTranslations();
  delete $localize.locale;
  document.documentElement.lang = 'en';
  localStorage.clear();
});

describe('German', () => {
  beforeEach(speakGerman);

  it('counts tokens', () => {
    expect([0, 1, 1_234].map(formatTokens)).toEqual(['0 Tokens', '1 Token', '1.234 Tokens']);
    expect(formatCount(1_234_567)).toBe('1.234.567');
  });

  it('writes money and time its own way', () => {
    expect(plain(formatMoney(123_456, 'usd'))).toBe('1.234,56 $');
    const noon = new Date(2030, 0, 5, 13, 7);
    expect(plain(formatTime(noon.toISOString()))).toBe('05.01.2030, 13:07');
  });
});

describe('what the API says', () => {
  beforeEach(speakGerman);

  it('is said by its code', () => {
    const refusal = { code: 'invalid_credentials', title: 'The email or the password is wrong' };
    const { message } = failureOfAnswer(401, refusal, null);
    expect(message).toBe('E-Mail oder Passwort stimmt nicht');
  });

  it('of a field is said in general', () => {
    const errors = [{ pointer: '/email', message: 'must be an address' }];
    const { facts } = failureOfAnswer(400, { code: 'validation_failed', errors }, null);
    expect(facts.fields).toEqual([{ pointer: '/email', message: 'Dieser Wert passt hier nicht' }]);
  });

  it('of what people write is said as it is', () => {
    const errors = [{ pointer: '/message', message: FIELD_FAULTS.tooLongForModel }];
    const { facts } = failureOfAnswer(400, { code: 'validation_failed', errors }, null);
    const message = 'ist zu lang für dieses Modell';
    expect(facts.fields).toEqual([{ pointer: '/message', message, fault: 'tooLongForModel' }]);
  });

  it('stays as it is when nobody knows it here', () => {
    const { message } = failureOfAnswer(418, { code: 'teapot', title: 'I am a teapot' }, null);
    expect(message).toBe('I am a teapot');
  });
});

describe('at the start', () => {
  it('is loaded for those who ask for it', async () => {
    ask('de-DE', 'en');
    await loadLanguage();
    expect([document.documentElement.lang, formatTokens(2_000)]).toEqual(['de', '2.000 Tokens']);
  });

  it('is left alone for everyone else', async () => {
    ask('en-US', 'de');
    await loadLanguage();
    expect([document.documentElement.lang, formatTokens(2_000)]).toEqual(['en', '2,000 tokens']);
  });

  it('is what was chosen, whatever the browser asks for', async () => {
    ask('de');
    localStorage.setItem('language', 'en');
    await loadLanguage();
    expect(document.documentElement.lang).toBe('en');
  });
});
