import { useShared } from './context.ts';
import { post } from './live.ts';
import type { Scenarios } from './scenarios.ts';

/** What else there is to try, in one line below the channel's name. */
export function Guide({ channel, scenarios }: { channel: string; scenarios: Scenarios }) {
  const { state, notify } = useShared();
  const type = async (text: string) => notify(await post('/command', { channel, text }));
  return (
    <section className="guide" aria-label="What to try">
      <p>Try:</p>
      {scenarios.shows.map((show) => (
        <button
          key={show.name}
          type="button"
          disabled={scenarios.running !== undefined}
          onClick={() => scenarios.start(show)}
        >
          {show.title}
        </button>
      ))}
      {state.hasDigest && (
        <>
          <label>
            <input
              type="checkbox"
              checked={!state.takesCharts}
              onChange={async ({ target }) => notify(await post('/charts', { isOn: !target.checked }))}
            />
            workspace without charts
          </label>
          <a href="/digest" target="_blank" rel="noreferrer">
            The digest as a page ↗
          </a>
        </>
      )}
      <button type="button" onClick={() => type('/diagnose help')}>
        /diagnose help
      </button>
    </section>
  );
}
