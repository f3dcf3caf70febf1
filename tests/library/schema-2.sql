CREATE INDEX actors_name ON actors (name);
CREATE INDEX articles_moment ON articles (moment);
CREATE INDEX articles_outlet ON articles (outlet);
CREATE INDEX articles_story ON articles (story, outlet);
CREATE INDEX dossiers_disputed ON dossiers (disputed, conflicting);
CREATE INDEX judgements_a ON judgements (a_seq);
CREATE INDEX judgements_b ON judgements (b_seq);
CREATE INDEX parses_language ON parses (language, seq);
CREATE INDEX parses_made_by ON parses (made_by);
CREATE INDEX quotations_speaker ON quotations (speaker);
CREATE INDEX stories_latest ON stories (latest);
CREATE INDEX stories_outlets ON stories (outlets);
CREATE TABLE actors (
	seq INTEGER NOT NULL, 
	name TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	PRIMARY KEY (seq, name, kind)
);
CREATE TABLE articles (
	seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	id TEXT NOT NULL, 
	"key" TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	outlet TEXT NOT NULL, 
	published TEXT, 
	moment TEXT NOT NULL, 
	url TEXT NOT NULL, 
	language TEXT NOT NULL, 
	byline TEXT NOT NULL, 
	source TEXT NOT NULL, 
	added TEXT NOT NULL, 
	story INTEGER, 
	copy_of TEXT, 
	open BOOLEAN NOT NULL, 
	UNIQUE (id), 
	UNIQUE ("key")
);
CREATE TABLE assignments (
	seq INTEGER NOT NULL, 
	record BLOB NOT NULL, 
	PRIMARY KEY (seq)
);
CREATE TABLE dossiers (
	story INTEGER NOT NULL, 
	made_of TEXT NOT NULL, 
	made_by TEXT NOT NULL, 
	outlets INTEGER NOT NULL, 
	origins INTEGER NOT NULL, 
	points INTEGER NOT NULL, 
	corroborated INTEGER NOT NULL, 
	conflicting INTEGER NOT NULL, 
	disputed INTEGER NOT NULL, 
	record BLOB NOT NULL, 
	PRIMARY KEY (story)
);
CREATE TABLE fetches (
	url TEXT NOT NULL, 
	etag TEXT NOT NULL, 
	last_modified TEXT NOT NULL, 
	checked FLOAT, 
	status INTEGER NOT NULL, 
	failures INTEGER NOT NULL, 
	not_before FLOAT NOT NULL, 
	PRIMARY KEY (url)
);
CREATE TABLE gists (
	seq INTEGER NOT NULL, 
	lead BLOB NOT NULL, 
	whole BLOB NOT NULL, 
	PRIMARY KEY (seq)
);
CREATE TABLE judgements (
	number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	a_seq INTEGER NOT NULL, 
	a_digest TEXT NOT NULL, 
	a_field TEXT NOT NULL, 
	a_start INTEGER NOT NULL, 
	a_end INTEGER NOT NULL, 
	b_seq INTEGER NOT NULL, 
	b_digest TEXT NOT NULL, 
	b_field TEXT NOT NULL, 
	b_start INTEGER NOT NULL, 
	b_end INTEGER NOT NULL, 
	verdict TEXT NOT NULL, 
	relation TEXT, 
	machine TEXT, 
	probability FLOAT, 
	"by" TEXT NOT NULL, 
	at TEXT NOT NULL, 
	note TEXT NOT NULL
);
CREATE TABLE meta (
	name TEXT NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE parses (
	seq INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	made_by TEXT NOT NULL, 
	language TEXT NOT NULL, 
	record BLOB NOT NULL, 
	vectors BLOB NOT NULL, 
	PRIMARY KEY (seq)
);
CREATE TABLE quotations (
	number INTEGER NOT NULL, 
	field TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	sentence INTEGER NOT NULL, 
	speaker TEXT, 
	mode TEXT NOT NULL, 
	PRIMARY KEY (number)
);
CREATE VIRTUAL TABLE quoted USING fts5(words, content='', tokenize='porter unicode61 remove_diacritics 2');
CREATE TABLE 'quoted_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'quoted_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'quoted_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'quoted_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE runs (
	run INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	began TEXT NOT NULL, 
	read INTEGER NOT NULL, 
	new INTEGER NOT NULL, 
	updated INTEGER NOT NULL
);
CREATE TABLE sentences (
	number INTEGER NOT NULL, 
	field TEXT NOT NULL, 
	start INTEGER NOT NULL, 
	"end" INTEGER NOT NULL, 
	PRIMARY KEY (number)
);
CREATE TABLE sqlite_sequence(name,seq);
CREATE TABLE stories (
	story INTEGER NOT NULL, 
	headline TEXT NOT NULL, 
	articles INTEGER NOT NULL, 
	outlets INTEGER NOT NULL, 
	copies INTEGER NOT NULL, 
	earliest TEXT NOT NULL, 
	latest TEXT NOT NULL, 
	made_of TEXT NOT NULL, 
	PRIMARY KEY (story)
);
CREATE TABLE texts (
	seq INTEGER NOT NULL, 
	headline TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (seq)
);
CREATE VIRTUAL TABLE told USING fts5(words, content='', tokenize='porter unicode61 remove_diacritics 2');
CREATE TABLE 'told_config'(k PRIMARY KEY, v) WITHOUT ROWID;
CREATE TABLE 'told_data'(id INTEGER PRIMARY KEY, block BLOB);
CREATE TABLE 'told_docsize'(id INTEGER PRIMARY KEY, sz BLOB);
CREATE TABLE 'told_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
CREATE TABLE unread (
	input TEXT NOT NULL, 
	why TEXT NOT NULL, 
	kept BOOLEAN NOT NULL, 
	run INTEGER NOT NULL, 
	PRIMARY KEY (input, why)
);
CREATE TABLE versions (
	seq INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	digest TEXT NOT NULL, 
	headline TEXT NOT NULL, 
	text TEXT NOT NULL, 
	until TEXT NOT NULL, 
	PRIMARY KEY (seq, version)
);
