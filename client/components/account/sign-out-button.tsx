'use client';

import { useState } from 'react';
import { api } from '../../lib/api.ts';

export function SignOutButton() {
  const [failed, setFailed] = useState(false);
  const signOut = async () => {
    try {
      await api.signOut();
      // A full load, so that nothing rendered for the old user stays in the router's memory.
      window.location.assign('/');
    } catch {
      setFailed(true);
    }
  };
  return (
    <button
      type="button"
      data-testid="sign-out"
      onClick={signOut}
      className="rounded-lg px-3 py-2.5 text-left hover:bg-mist"
    >
      {failed ? 'Could not sign out. Try again' : 'Sign out'}
    </button>
  );
}
