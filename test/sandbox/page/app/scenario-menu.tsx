import { useEffect, useRef, useState } from 'react';
import { groupScenarios, type Scenarios } from './scenarios.ts';

const MANY = 8;

/** The button that lets a build fail, with every scenario under it. */
export function ScenarioMenu({ scenarios }: { scenarios: Scenarios }) {
  const [isOpen, setOpen] = useState(false);
  const [filter, setFilter] = useState('');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => closeOutside(box.current, isOpen, () => setOpen(false)), [isOpen]);
  const wanted = scenarios.all.filter(({ title }) => title.toLowerCase().includes(filter.toLowerCase()));
  return (
    <div className="scenario-menu" ref={box}>
      <button
        type="button"
        className="primary"
        aria-haspopup="true"
        aria-expanded={isOpen}
        disabled={scenarios.running !== undefined}
        onClick={() => setOpen(!isOpen)}
      >
        {scenarios.running ? 'A build is failing …' : 'Let a build fail'}
      </button>
      {isOpen && (
        <div className="popover">
          {scenarios.all.length > MANY && (
            <input
              type="search"
              placeholder="Search"
              aria-label="Search the scenarios"
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
            />
          )}
          {groupScenarios(wanted).map(([group, members]) => (
            <section key={group}>
              {group && <h2>{group}</h2>}
              <ul>
                {members.map((scenario) => (
                  <li key={scenario.name}>
                    <button
                      type="button"
                      onClick={() => {
                        setOpen(false);
                        scenarios.start(scenario);
                      }}
                    >
                      {scenario.title}
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
          {wanted.length === 0 && <p>No scenario is called that.</p>}
        </div>
      )}
    </div>
  );
}

function closeOutside(box: HTMLElement | null, isOpen: boolean, close: () => void): (() => void) | undefined {
  if (!isOpen) return undefined;
  const onPointer = ({ target }: Event) => {
    if (!(target instanceof Node && box?.contains(target))) close();
  };
  const onKey = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') close();
  };
  document.addEventListener('pointerdown', onPointer);
  document.addEventListener('keydown', onKey);
  return () => {
    document.removeEventListener('pointerdown', onPointer);
    document.removeEventListener('keydown', onKey);
  };
}
