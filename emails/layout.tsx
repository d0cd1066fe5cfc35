import type { CSSProperties, ReactNode } from 'react';
import { Body, Container, Head, Heading, Html, Img, Section, Text } from 'react-email';
import type { SlotName } from '../src/delivery/fill-shell.ts';
import { slot, When } from './slots.tsx';

const FONTS = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** What inboxes show behind the subject, and the mail itself does not. */
const HIDDEN: CSSProperties = {
  display: 'none',
  overflow: 'hidden',
  lineHeight: '1px',
  opacity: 0,
  maxHeight: 0,
  maxWidth: 0,
};

/** Keeps the mail's first words out of that line, where the preview is shorter. */
const PADDING = '\u00a0\u200c'.repeat(75);

/** Light colours stand inline, where every client reads them; each has a dark twin in `DARK`. */
const COLOR = {
  page: '#eef1f5',
  card: '#ffffff',
  text: '#1b2430',
  muted: '#525e6d',
  line: '#d5dce4',
  panel: '#f5f7fa',
} as const;

/*
 * Clients that know `prefers-color-scheme` get these; others keep the light colours or invert them by
 * their own lights. All pairs of text and ground are at least 4.5 to 1 in both.
 * The diff brings its own light marks, as `ins` and `del`.
 */
const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
@media (max-width: 480px) {
  .m-page > table > tbody > tr > td { padding: 0 !important; }
  .m-card { border-radius: 0 !important; border-width: 0 !important; }
  .m-card-in { padding: 24px 18px !important; }
  .m-gap { display: none !important; }
  .m-h1 { font-size: 24px !important; }
  .m-button { display: block !important; text-align: center !important; }
}
@media (prefers-color-scheme: dark) {
  .m-page, .m-page > table > tbody > tr > td { background-color: #10151b !important; }
  .m-card { background-color: #19202a !important; border-color: #2d3745 !important; }
  .m-panel { background-color: #202936 !important; border-color: #2d3745 !important; }
  .m-text, .m-h1, .m-h2 { color: #e9edf2 !important; }
  .m-muted { color: #a9b5c2 !important; }
  .m-line { border-color: #2d3745 !important; }
  .m-primary { background-color: {{accentDark}} !important; border-color: {{accentDark}} !important; color: {{onAccentDark}} !important; }
  .m-secondary { background-color: transparent !important; border-color: {{accentDark}} !important; color: {{accentDark}} !important; }
  .m-link { color: {{accentDark}} !important; }
  .m-changes ins { background-color: #17402a !important; color: #b9f2cb !important; }
  .m-changes del { background-color: #4d1f22 !important; color: #ffccca !important; }
}
`;

/** A logo is as high as two lines; its name takes its place while images are off. */
const LOGO: CSSProperties = {
  color: COLOR.muted,
  fontSize: '16px',
  fontWeight: 600,
  height: '32px',
  width: 'auto',
  marginBottom: '14px',
};

const text: CSSProperties = { color: COLOR.text, fontSize: '16px', lineHeight: '25px', margin: '0' };
const label: CSSProperties = {
  color: COLOR.muted,
  fontSize: '13px',
  fontWeight: 600,
  lineHeight: '20px',
  margin: '0',
};

/** The styles that templates share. */
export const STYLES = {
  text,
  label,
  muted: { ...text, color: COLOR.muted, fontSize: '14px', lineHeight: '21px' },
};

/** What every notice has around it: one column, who writes, the heading, and why the reader got it. */
export function Layout({ children }: { children: ReactNode }): ReactNode {
  return (
    <Html lang={slot('language')} dir={slot('direction')}>
      <Head>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
        <title>{slot('heading')}</title>
        <style>{STYLE}</style>
      </Head>
      <Body
        lang={slot('language')}
        dir={slot('direction')}
        className="m-page"
        style={{ backgroundColor: COLOR.page, fontFamily: FONTS, margin: 0, padding: '24px 12px' }}
      >
        <div style={HIDDEN}>
          {slot('preview')}
          {PADDING}
        </div>
        <Container
          className="m-card"
          tdClassName="m-card-in"
          style={{
            maxWidth: '640px',
            backgroundColor: COLOR.card,
            border: `1px solid ${COLOR.line}`,
            borderCollapse: 'separate',
            borderRadius: '10px',
            padding: '32px 36px',
          }}
        >
          <When name="opening">
            <Text
              className="m-text"
              style={{ ...text, fontSize: '18px', fontWeight: 700, lineHeight: '27px', marginBottom: '22px' }}
            >
              {slot('opening')}
            </Text>
          </When>
          <When name="logoUrl">
            <Img src={slot('logoUrl')} alt={slot('company')} height="32" style={LOGO} />
          </When>
          <When name="nameAlone">
            <Text className="m-muted" style={{ ...label, fontSize: '14px', marginBottom: '10px' }}>
              {slot('company')}
            </Text>
          </When>
          <Heading
            as="h1"
            className="m-h1"
            style={{
              color: COLOR.text,
              fontSize: '28px',
              fontWeight: 700,
              letterSpacing: '-0.01em',
              lineHeight: '1.25',
              margin: '0 0 14px',
            }}
          >
            {slot('heading')}
          </Heading>
          <Text className="m-text" style={text}>
            {slot('lead')}
          </Text>
          {children}
          <Section
            className="m-line"
            style={{ borderTop: `1px solid ${COLOR.line}`, borderCollapse: 'separate', marginTop: '32px' }}
          >
            <Text className="m-muted" style={{ ...STYLES.muted, marginTop: '18px' }}>
              {slot('whyYouGotThis')}
            </Text>
            <Text className="m-muted" style={{ ...STYLES.muted, marginTop: '8px' }}>
              {slot('linksLeadTo')}
            </Text>
            <When name="findable">
              <Text className="m-muted" style={{ ...STYLES.muted, marginTop: '8px' }}>
                {slot('findable')}
              </Text>
            </When>
            <When name="replies">
              <Text className="m-muted" style={{ ...STYLES.muted, marginTop: '8px' }}>
                {slot('replies')}
              </Text>
            </When>
            <When name="contact">
              <Text className="m-muted" style={{ ...STYLES.muted, marginTop: '8px' }}>
                {slot('contactLabel')}
                {slot('colon')}
                {slot('contact')}
              </Text>
            </When>
            <When name="legalFooter">
              <div dir="auto">
                <Text className="m-muted" style={{ ...STYLES.muted, marginTop: '8px' }}>
                  {slot('legalFooter')}
                </Text>
              </div>
            </When>
          </Section>
        </Container>
      </Body>
    </Html>
  );
}

/** A panel for the facts that a reader must not miss. */
export function Panel({ children }: { children: ReactNode }): ReactNode {
  return (
    <Section
      className="m-panel"
      style={{
        backgroundColor: COLOR.panel,
        border: `1px solid ${COLOR.line}`,
        borderCollapse: 'separate',
        borderRadius: '8px',
        marginTop: '24px',
        padding: '4px 20px 18px',
      }}
    >
      {children}
    </Section>
  );
}

/** One fact of the panel, named by its label; left out when it has no value. */
export function Fact({ name, of, strong }: { name: SlotName; of: SlotName; strong?: boolean }): ReactNode {
  return (
    <When name={of}>
      <Text className="m-muted" style={{ ...label, marginTop: '14px' }}>
        {slot(name)}
      </Text>
      <Text className="m-text" style={strong === true ? { ...text, fontWeight: 600 } : text}>
        {slot(of)}
      </Text>
    </When>
  );
}

/** A heading inside the mail. */
export function Title({ name }: { name: SlotName }): ReactNode {
  return (
    <Heading
      as="h2"
      className="m-h2"
      style={{
        color: COLOR.text,
        fontSize: '19px',
        fontWeight: 700,
        lineHeight: '1.3',
        margin: '26px 0 6px',
      }}
    >
      {slot(name)}
    </Heading>
  );
}

/** Words of the policy's own people, in the policy's language and direction. */
export function Quoted({ name }: { name: 'summary' | 'reason' }): ReactNode {
  return (
    <div lang={slot(`${name}Language`)} dir={slot(`${name}Direction`)}>
      <Text className="m-text" style={text}>
        {slot(name)}
      </Text>
    </div>
  );
}

const button: CSSProperties = {
  border: `2px solid ${slot('accent')}`,
  borderRadius: '8px',
  fontSize: '16px',
  fontWeight: 600,
  lineHeight: '1.2',
  marginTop: '12px',
  padding: '13px 24px',
  textDecoration: 'none',
};

/** Space between two buttons in a row: of characters, since mail programs do not agree on margins or on sides. */
export function ButtonGap(): ReactNode {
  return <span className="m-gap">{'\u00a0\u00a0 '}</span>;
}

/** How the two answers look: the same size, so that neither is hidden. */
export const BUTTONS = {
  primary: { ...button, backgroundColor: slot('accent'), color: '#ffffff' },
  secondary: { ...button, backgroundColor: COLOR.card, color: slot('link') },
  link: { color: slot('link'), textDecoration: 'underline' },
} as const;
