"""Architectures. One file is one Hugging Face model_type: settings, module and weight names."""
