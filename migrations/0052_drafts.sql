-- What is being written, of all policies, so that members find what waits for them.
CREATE INDEX drafts_under_way ON drafts (state, id) WHERE state IN ('open', 'scheduled', 'needs-attention');
