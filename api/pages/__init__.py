"""The pages that people read: server-rendered, without JavaScript."""
