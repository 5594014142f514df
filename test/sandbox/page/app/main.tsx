/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { createRoot } from 'react-dom/client';
import 'slack-blocks-to-jsx/dist/style.css';
import './styles/base.css';
import './styles/layout.css';
import './styles/message.css';
import './styles/parts.css';
import './styles/chart.css';
import './styles/composer.css';
import './styles/library.css';
import { Workspace } from './workspace.tsx';

const place = document.getElementById('page');
if (place) createRoot(place).render(<Workspace />);
