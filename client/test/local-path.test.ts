import { localPath } from '../lib/local-path.ts';
import { requestKey } from '../lib/request-key.ts';
import { jsonForScript } from '../lib/structured-data.ts';

describe('Where sign-in leads back to', () => {
  test.each(['/tickets', '/events/night?tickets=a:2', '/orders/1/checkout#pay'])(
    'When it is %s, then it is followed',
    (path) => {
      expect(localPath(path)).toBe(path);
    },
  );

  test.each([
    'https://evil.example',
    '//evil.example',
    String.raw`/\evil.example`,
    'javascript:alert(1)',
    '',
    undefined,
    '/..//evil.example',
  ])('When it is %s, then it leads home', (path) => {
    expect(localPath(path)).toBe('/');
  });
});

describe('The key of a request that must happen once', () => {
  test('When the same is sent again, then the key stays; another body or a clear answer brings a new one', () => {
    let count = 0;
    const key = requestKey(() => `key-${(count += 1)}`);
    expect(key.for({ quantity: 1 })).toBe('key-1');
    expect(key.for({ quantity: 1 })).toBe('key-1');
    expect(key.for({ quantity: 2 })).toBe('key-2');
    key.renew();
    expect(key.for({ quantity: 2 })).toBe('key-3');
  });
});

describe('Structured data inside a page', () => {
  test('When a description tries to end the script, then it cannot', () => {
    const text = jsonForScript({ description: '</script><script>alert(1)</script>' });
    expect(text).not.toContain('<');
    expect(JSON.parse(text)).toEqual({ description: '</script><script>alert(1)</script>' });
  });
});
