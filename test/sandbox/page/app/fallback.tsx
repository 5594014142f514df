import { Component, type ReactNode } from 'react';

/** React knows no way but a class to keep one part's error from taking the whole page with it. */
export class Fallback extends Component<{ children: ReactNode; instead: ReactNode }, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? this.props.instead : this.props.children;
  }
}
