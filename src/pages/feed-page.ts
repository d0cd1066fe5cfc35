import { html } from 'hono/html';
import { messagesIn } from '../language/languages.ts';
import { layout, type Markup } from './layout.ts';
import { feedLinks, frame, type PolicyFacts } from './policy.ts';
import { feedPath, historyPath, policyPath } from './public-paths.ts';
import { inLanguageOf } from './version-facts.ts';

/** Tells people what a feed is for and where those of a policy are: a browser shows a feed itself as code. */
export function feedPage(facts: PolicyFacts): Markup {
  const { language, policy, publicUrl } = facts;
  const { links, public: words } = messagesIn(language);
  const title = words.feedTitle({ title: policy.title });
  const address = (name: string, file: string) => {
    const path = `${policyPath(policy)}/${file}`;
    return html`<dt>${name}</dt><dd><a href="${path}" dir="ltr">${publicUrl + path}</a></dd>`;
  };
  return layout({
    ...frame(facts),
    title,
    published: { url: publicUrl + feedPath(policy), head: feedLinks(policy, language) },
    body: html`<p class="kicker"><a href="${policyPath(policy)}"${inLanguageOf(policy)}>${policy.title}</a></p>
<h1>${title}</h1>
<p>${links.feedReader}</p>
<dl>
${address('Atom', 'feed.xml')}
${address('JSON Feed', 'feed.json')}
</dl>
<ul class="links"><li><a href="${historyPath(policy)}">${words.allVersions}</a></li></ul>`,
  });
}
