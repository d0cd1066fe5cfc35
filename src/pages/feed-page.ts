import { html } from 'hono/html';
import { messagesIn } from '../language/languages.ts';
import { layout, type Markup } from './layout.ts';
import { feedLinks, frame, type PolicyFacts } from './policy.ts';
import { feedFilePath, feedPath, historyPath, policyPath } from './public-paths.ts';
import { inLanguageOf } from './version-facts.ts';
import { homeOf, languageMenu, readableIn } from './which-text.ts';

/** Tells people what a feed is for and where those of a policy are: a browser shows a feed itself as code. */
export function feedPage(facts: PolicyFacts): Markup {
  const { language, policy, publicUrl, versions } = facts;
  const locales = readableIn(versions);
  const { url, alternates } = homeOf(facts, feedPath, locales);
  const { links, public: words } = messagesIn(language);
  const title = words.feedTitle({ title: policy.title });
  const address = (name: string, file: 'feed.xml' | 'feed.json') => {
    const path = feedFilePath(policy, file);
    return html`<dt>${name}</dt><dd><a href="${path}" dir="ltr">${publicUrl + path}</a></dd>`;
  };
  return layout({
    ...frame(facts),
    title,
    published: { url, head: html`${alternates}${feedLinks(policy, language)}` },
    body: html`<p class="kicker"><a href="${policyPath(policy)}"${inLanguageOf(policy)}>${policy.title}</a></p>
<h1>${title}</h1>
${languageMenu(locales, policy.asked, language)}
<p>${links.feedReader}</p>
<dl>
${address('Atom', 'feed.xml')}
${address('JSON Feed', 'feed.json')}
</dl>
<ul class="links"><li><a href="${historyPath(policy)}">${words.allVersions}</a></li></ul>`,
  });
}
