// Data from elsewhere whose reading makes objects (CWE-502) or opens files (CWE-611).
import { matchesAll, lastOf, type Rule } from '../rule.ts';
import type { Node } from '../syntax.ts';
import { given, input } from '../values.ts';

export const parsing: readonly Rule[] = [
  {
    id: 'unsafe-deserialisation',
    cwe: 502,
    name: 'unsafe deserialisation',
    languages: ['python', 'javascript', 'java', 'php'],
    words: [
      ...'pickle cPickle dill marshal yaml jsonpickle ObjectInputStream XMLDecoder Yaml'.split(' '),
      ...'unserialize json JSON json_decode ObjectMapper readValue readObject serialize'.split(' '),
      ...'XStream loads joblib'.split(' '),
    ],
    needs: {
      python: matchesAll(/pickle|dill|marshal|joblib|\byaml\b|\bloads\b/),
      javascript: matchesAll(/unserialize|\bJSON\b/, /unserialize|\bparse\b/),
      java: matchesAll(/readObject|XMLDecoder|readValue/),
      php: matchesAll(/unserialize|json_decode/),
    },
    says: 'Data from elsewhere is turned into objects by a reader that lets the data run code.',
    instead: 'Use a format that holds data only (JSON), or the safe loader.',
    look(node, look) {
      if (node.kind !== 'call') return undefined;
      const path = look.path(node.callee);
      const last = lastOf(path);
      const first = look.arg(node, 0);
      const level = look.level(first);
      if (look.language === 'python') {
        if (/^(?:pickle|cPickle|_pickle|dill|marshal|jsonpickle|cloudpickle)\.(?:loads|decode)$/.test(path))
          return level >= given ? 'unsafe' : undefined;
        if (/^(?:pickle|cPickle|dill|joblib)\.load$/.test(path)) return level >= input ? 'unsafe' : undefined;
        if (/^yaml\.(?:load|load_all|unsafe_load)$/.test(path)) {
          if (path === 'yaml.unsafe_load') return 'unsafe';
          const loader = look.arg(node, 1, 'Loader');
          return loader && /(?:Safe|CSafe|Base)Loader/.test(look.path(loader))
            ? 'safe'
            : !loader || /(?:^|\.)(?:Unsafe|Full)?Loader$/.test(look.path(loader))
              ? 'unsafe'
              : undefined;
        }
        if (path.startsWith('yaml.safe_load')) return 'safe';
        return path === 'json.loads' && level >= given ? 'safe' : undefined;
      }
      if (look.language === 'java') {
        if (last === 'readObject') {
          const own = node.callee.kind === 'member' ? node.callee.of : undefined;
          const stream =
            own &&
            /ObjectInputStream/.test(look.code) &&
            !/ObjectInputFilter|setObjectInputFilter|ValidatingObjectInputStream|resolveClass/.test(
              look.code,
            );
          return stream ? 'unsafe' : undefined;
        }
        if (/XMLDecoder\(\)|^new\.XMLDecoder/.test(path) || (node.made && /^(?:XMLDecoder)$/.test(path)))
          return 'unsafe';
        return last === 'readValue' && level >= given ? 'safe' : undefined;
      }
      if (look.language === 'php') {
        if (path === 'json_decode') return level >= given ? 'safe' : undefined;
        if (path !== 'unserialize') return undefined;
        const limited =
          node.args[1]?.value.kind === 'record' &&
          node.args[1].value.entries.some((e) => e.key === 'allowed_classes');
        return level >= given && !limited ? 'unsafe' : limited ? 'safe' : undefined;
      }
      if (/serialize\w*\.unserialize$|^unserialize$|^(?:node-serialize)\.unserialize$/.test(path))
        return level >= given ? 'unsafe' : undefined;
      return path === 'JSON.parse' && level >= given ? 'safe' : undefined;
    },
    unsafe: [
      ['python', 'import pickle\ndef f(data):\n    return pickle.loads(data)'],
      ['python', 'import yaml\ndef f(text):\n    return yaml.load(text, Loader=yaml.Loader)'],
      ['python', 'import yaml\nwith open("c.yml") as h:\n    c = yaml.load(h)'],
      [
        'java',
        'Object f(InputStream in) throws Exception { ObjectInputStream s = new ObjectInputStream(in); return s.readObject(); }',
      ],
      ['php', '<?php $o = unserialize($_COOKIE["cart"]);'],
      [
        'javascript',
        'const s = require("node-serialize"); app.get("/", (req, res) => { s.unserialize(req.cookies.profile) })',
      ],
    ],
    safe: [
      ['python', 'import json\ndef f(data):\n    return json.loads(data)'],
      ['python', 'import yaml\ndef f(text):\n    return yaml.safe_load(text)'],
      ['python', 'import pickle\nwith open("model.pkl", "rb") as h:\n    model = pickle.load(h)'],
      ['php', '<?php $o = json_decode($_COOKIE["cart"], true);'],
      ['java', 'Cart f(ObjectMapper m, String s) throws Exception { return m.readValue(s, Cart.class); }'],
    ],
  },
  {
    id: 'external-entities',
    cwe: 611,
    name: 'XML that may name outside entities',
    languages: ['python', 'java', 'php'],
    words: [
      ...'DocumentBuilderFactory SAXParserFactory XMLInputFactory SAXReader SAXBuilder'.split(' '),
      ...'XMLParser simplexml_load_string loadXML defusedxml libxml_disable_entity_loader'.split(' '),
    ],
    says: 'The parser follows entities that the document names, which read files and call other machines.',
    instead: 'Switch DOCTYPE and external entities off before parsing.',
    look(node, look) {
      if (node.kind === 'import')
        return look.language === 'python' && node.module.startsWith('defusedxml') ? 'safe' : undefined;
      if (node.kind !== 'call') return undefined;
      const path = look.path(node.callee);
      if (look.language === 'java') {
        const made =
          /^(?:DocumentBuilderFactory|SAXParserFactory|XMLInputFactory)\.(?:newInstance|newFactory)$/.test(
            path,
          ) ||
          (node.made && /^SAX(?:Reader|Builder)$/.test(path));
        if (!made) return undefined;
        if (
          /disallow-doctype-decl|external-general-entities|ACCESS_EXTERNAL_DTD|SUPPORT_DTD|FEATURE_SECURE_PROCESSING|IS_SUPPORTING_EXTERNAL/.test(
            look.code,
          )
        )
          return 'safe';
        return /\.parse\(|createXMLStreamReader|createXMLEventReader|\.read\(|\.build\(/.test(look.code)
          ? 'unsafe'
          : undefined;
      }
      if (look.language === 'python') {
        if (lastOf(path) !== 'XMLParser') return undefined;
        const on = look.arg(node, 99, 'resolve_entities');
        return on?.kind === 'constant' ? (on.text === 'True' ? 'unsafe' : 'safe') : undefined;
      }
      if (path === 'libxml_disable_entity_loader') {
        const on = node.args[0]?.value;
        return on?.kind === 'constant' && on.text.toLowerCase() === 'false' ? 'unsafe' : 'safe';
      }
      if (!/^(?:simplexml_load_string|simplexml_load_file)$|\.loadXML$/.test(path)) return undefined;
      return node.args.some(
        (a) =>
          look.code.slice(a.value.from, a.value.to).includes('LIBXML_NOENT') ||
          /LIBXML_NOENT/.test(names(a.value)),
      )
        ? 'unsafe'
        : undefined;
      function names(n: Node): string {
        return n.kind === 'name' ? n.name : n.kind === 'number' ? n.children.map(names).join(' ') : '';
      }
    },
    unsafe: [
      [
        'java',
        'void f(InputStream in) throws Exception { DocumentBuilderFactory d = DocumentBuilderFactory.newInstance(); d.newDocumentBuilder().parse(in); }',
      ],
      ['python', 'from lxml import etree\np = etree.XMLParser(resolve_entities=True)'],
      ['php', '<?php $d = new DOMDocument(); $d->loadXML($xml, LIBXML_NOENT);'],
    ],
    safe: [
      [
        'java',
        'void f(InputStream in) throws Exception { DocumentBuilderFactory d = DocumentBuilderFactory.newInstance(); d.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true); d.newDocumentBuilder().parse(in); }',
      ],
      ['python', 'from lxml import etree\np = etree.XMLParser(resolve_entities=False)'],
    ],
  },
];
