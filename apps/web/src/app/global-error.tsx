'use client';

import en from '../../messages/en/app.json' with { type: 'json' };
import ko from '../../messages/ko/app.json' with { type: 'json' };

/** The last resort when even the frame of the page failed; no language is known then, so it speaks both. */
export default function GlobalError(props: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="ko">
      <body style={{ padding: 32, fontFamily: 'system-ui, sans-serif', lineHeight: 1.6 }}>
        {[ko, en].map(({ errorPages }, index) => (
          <section key={errorPages.title} lang={index === 0 ? 'ko' : 'en'} role="alert">
            <h1>{errorPages.title}</h1>
            <p>{errorPages.text}</p>
            <button type="button" onClick={props.reset}>
              {errorPages.retry}
            </button>
          </section>
        ))}
        <p>{props.error.digest}</p>
      </body>
    </html>
  );
}
