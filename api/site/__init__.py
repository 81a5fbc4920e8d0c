"""A static site of what is public: which pages it has, and how it is put into its place."""
