"""The pack: the folder that one procurement lives in, its register, its log, and how files get into it safely."""
