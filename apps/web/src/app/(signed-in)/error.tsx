'use client';

export { ErrorView as default } from '../../feedback/error-view.tsx';
