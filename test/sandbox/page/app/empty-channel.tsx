import type { LocalChannel } from '../../slack/state.ts';
import { Logo } from './avatar.tsx';
import type { Scenarios } from './scenarios.ts';

const SHOWN = 4;

/** What a channel shows before anyone spoke. */
export function EmptyChannel({ channel, scenarios }: { channel: LocalChannel; scenarios: Scenarios }) {
  if (channel.name !== 'builds') return <p className="empty">Nothing was said here yet.</p>;
  return (
    <section className="empty">
      <Logo size={56} />
      <h2>Every build is green</h2>
      <p>Let one fail and see what Faultline says about it, a few seconds later, right here.</p>
      <ul>
        {scenarios.all.slice(0, SHOWN).map((scenario) => (
          <li key={scenario.name}>
            <button
              type="button"
              disabled={scenarios.running !== undefined}
              onClick={() => scenarios.start(scenario)}
            >
              {scenario.title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
