import { Logo } from './avatar.tsx';
import { useShared } from './context.ts';

/** Stands for the app's home tab where the id of a channel would. */
export const HOME = 'home';

/** The channels and direct messages of the team, and its app. */
export function Sidebar(props: { current: string; onChoose: (id: string) => void; onClose: () => void }) {
  const { state } = useShared();
  const direct = state.channels.filter(({ directWith }) => directWith !== undefined);
  const item = (id: string, label: string, sign: string) => (
    <li key={id}>
      <button type="button" aria-current={id === props.current} onClick={() => props.onChoose(id)}>
        <span aria-hidden="true">{sign}</span>
        {label}
      </button>
    </li>
  );
  return (
    <>
      <nav className="sidebar" aria-label="Channels">
        <header>
          <Logo size={28} />
          <div>
            <strong>{state.team}</strong>
            <small>a Slack on this machine</small>
          </div>
        </header>
        <h2>Channels</h2>
        <ul>
          {state.channels
            .filter(({ directWith, isArchived }) => directWith === undefined && !isArchived)
            .map(({ id, name }) => item(id, name, '#'))}
        </ul>
        {direct.length > 0 && <h2>Direct messages</h2>}
        <ul>{direct.map(({ id }) => item(id, 'Faultline', '•'))}</ul>
        <h2>Apps</h2>
        <ul>{item(HOME, 'Faultline', '⌂')}</ul>
        <footer>
          Signed in as <strong>Alice Archer</strong>
        </footer>
      </nav>
      <button
        type="button"
        className="curtain"
        aria-label="Close the list of channels"
        onClick={props.onClose}
      />
    </>
  );
}
