import { changeUser, eraseUser, newUser, toProfile, toUserState } from './user.ts';

const now = new Date('2026-05-01T10:00:00Z');
const later = new Date('2026-05-02T10:00:00Z');
const ada = newUser(
  { userId: 'u1', email: 'ada@example.test', role: 'customer', name: 'Ada', passwordHash: 'hash' },
  now,
);
const verified = { ...ada, emailVerified: true };

describe('A user', () => {
  test('When new, then active at version 1 with an email to be verified', () => {
    expect(ada).toMatchObject({
      version: 1,
      status: 'active',
      emailVerified: false,
      createdAt: now,
      updatedAt: now,
    });
  });

  test.each([
    [
      'name',
      { name: 'Ada L.' },
      { name: 'Ada L.', email: 'ada@example.test', emailVerified: true, passwordHash: 'hash' },
    ],
    ['no name', { name: null }, { name: null, emailVerified: true }],
    [
      'email',
      { email: 'new@example.test' },
      { name: 'Ada', email: 'new@example.test', emailVerified: false },
    ],
    ['the same email', { email: 'ada@example.test' }, { emailVerified: true }],
    ['password', { passwordHash: 'other' }, { passwordHash: 'other', emailVerified: true, name: 'Ada' }],
  ])('When changed by %s, then the rest stays and the version rises', (_what, change, expected) => {
    expect(changeUser(verified, change, later)).toMatchObject({
      ...expected,
      version: 2,
      updatedAt: later,
      createdAt: now,
    });
  });

  test('When erased, then nothing personal stays and no two erased ones share an address', () => {
    const erased = eraseUser(verified, later);
    expect(erased).toMatchObject({
      userId: 'u1',
      version: 2,
      status: 'erased',
      name: null,
      passwordHash: null,
      emailVerified: false,
    });
    expect(erased.email).toBe('erased-u1@erased.invalid');
  });

  test('When told to others or shown, then the password hash is left out', () => {
    expect(Object.keys(toUserState(ada)).sort()).toEqual([
      'email',
      'emailVerified',
      'name',
      'role',
      'status',
      'userId',
      'version',
    ]);
    expect(toProfile(ada)).toEqual({ id: 'u1', email: 'ada@example.test', role: 'customer', name: 'Ada' });
  });
});
