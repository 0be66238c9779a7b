import '@shared/styles/tokens.css';
import '@ui/base.css';
import '@ui/forms.css';
import '../ui/desk.css';
import '@ui/print.css';
import { render } from 'preact';
import { App } from './App';

const root = document.getElementById('root');
if (root) render(<App />, root);
