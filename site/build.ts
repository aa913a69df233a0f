/** `npm run site:build`: the whole site, into `site/dist`. A link to a page that does not exist ends it. */
import { build } from 'vitepress';
import { preparePages } from './prepare.js';

await preparePages();
await build(import.meta.dirname);
