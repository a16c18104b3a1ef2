"""The architectures, one file per Hugging Face model_type: config, module and weight names."""
