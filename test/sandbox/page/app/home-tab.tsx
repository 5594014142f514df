import { useEffect } from 'react';
import { Blocks } from './blocks.tsx';
import { useShared } from './context.ts';
import { findObjects } from './json.ts';
import { post } from './live.ts';

/** The app's home tab: asked for anew whenever it is opened. */
export function HomeTab({ onMenu }: { onMenu: () => void }) {
  const { state, notify } = useShared();
  useEffect(() => {
    post('/home').then(notify);
  }, [notify]);
  return (
    <main className="channel">
      <header className="bar">
        <button type="button" className="quiet menu-button" aria-label="Channels" onClick={onMenu}>
          ☰
        </button>
        <div className="bar-title">
          <h1>Faultline</h1>
          <p>Home</p>
        </div>
      </header>
      <div className="scroller home">
        {state.home && <Blocks blocks={findObjects(state.home.view, 'blocks')} channel="" ts="" />}
      </div>
    </main>
  );
}
